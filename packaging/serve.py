#!/usr/bin/env python3
"""Serves FOLDER by https on this machine alone, with the key and certificate in STATE, and writes the port into STATE/port."""

import functools
import http.server
import pathlib
import ssl
import sys

folder, state = sys.argv[1], pathlib.Path(sys.argv[2])


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(Quiet, directory=folder))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(state / "certificate.pem", state / "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
(state / "port").write_text(str(server.server_port))
server.serve_forever()
