"""Documents made at random, in each format of notes: a quotation of an archived article that has one word wrong, with its
citation, within constructs of the format that are nested and then cut."""

ADDRESS = "https://lantern.example/harbour"
HEAD, TAIL = "The lamp keeper counted", "boats on the cold pier"
MARKS = [("“", "”"), ("\"", "\""), ("«", "»")]
ASIDES = ["before it", "At 7:30", "5'10\" tall", "it’s", "日本", "🙂", "a * b", "x < y", "R&D", "—", "1.", "(c)", "50 %", "#3", "the ’90s",
          "a_b_c", "C:\\temp", "“so-called”", "\"so\"", "it's", "12\" pipe", "[sic]", "..."]


def indented(text, by, first=None):
    lines = text.split("\n")
    head = by if first is None else first
    return "\n".join((head if number == 0 else by) + line if line else "" for number, line in enumerate(lines))


def prefixed(text, by):
    return "\n".join((by + line).rstrip() for line in text.split("\n"))


class Format:
    """One format: `links`, `spans` and `noise` are inline; `wraps` put a block into another one; `extra` stands beside it."""

    def __init__(self, name, ending, link, spans, noise, blocks, wraps, extra):
        self.name, self.ending, self.link = name, ending, link
        self.spans, self.noise, self.blocks, self.wraps, self.extra = spans, noise, blocks, wraps, extra

    def document(self, chance, word):
        parts = [chance.choice(self.extra) for _ in range(chance.randrange(3))]
        text = self.payload(chance, word)
        for _ in range(chance.choice([0, 1, 1, 2, 2, 3])):
            if chance.random() < 0.3:
                text = chance.choice(self.extra) + "\n\n" + text
            text = chance.choice(self.wraps)(text)
            if chance.random() < 0.2:
                text += "\n\n" + chance.choice(self.extra)
        parts.insert(chance.randrange(len(parts) + 1), text)
        if chance.random() < 0.5:
            parts.append("The last line.")
        return cut(chance, "\n\n".join(parts) + "\n", word)

    def payload(self, chance, word):
        words = f"{HEAD} {word} {TAIL}"
        if chance.random() < 0.3:
            part = chance.choice(words.split(" "))
            words = words.replace(part, chance.choice(self.spans).format(part), 1)
        aside = lambda: chance.choice(ASIDES + self.noise)
        if chance.random() < 0.25:
            return chance.choice(self.blocks)(words, self.link)
        opened, closed = chance.choice(MARKS)
        quoted = f"{opened}{words}{closed}"
        if chance.random() < 0.15:
            quoted = chance.choice(self.spans).format(quoted)
        before = " ".join(aside() for _ in range(chance.randrange(3)))
        after = " ".join(aside() for _ in range(chance.randrange(2)))
        between = chance.choice([" ", " (", ", "])
        close = ")" if between == " (" else ""
        return f"{before} {quoted}{between}{self.link}{close}. {after}".strip()


def cut(chance, text, word):
    """`text` with a few pieces left out, but not the word that is looked for."""
    for _ in range(chance.choice([0, 0, 0, 1, 1, 2])):
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.choice([1, 1, 1, 2, 3, 8, 40]))
        if word not in text[start:end] and word in (rest := text[:start] + text[end:]):
            text = rest
    return text


def markdown():
    link = f"[Lantern]({ADDRESS})"
    spans = ["*{}*", "**{}**", "_{}_", "<em>{}</em>", "<span class=\"a\">{}</span>", "<b>{}</b>", "***{}***", "<u>{}</u>"]
    noise = ["`code`", "``a ` b``", "<!-- a note -->", "<br>", "<br/>", "[a](https://other.example/)", "![a](a.png \"t\")", "\\*", "\\\"",
             "&quot;", "&amp;", "*so*", "<kbd>Q</kbd>", "a  \nb", "https://other.example/a_(b)", "[^1]", "<!---->", "<!-->", "<a name=x></a>",
             "$a$", "a\\\nb", "<https://other.example>", "[ref]", "~~no~~", "&nbsp;"]
    blocks = [
        lambda words, link: f"> {words}\n>\n> — {link}",
        lambda words, link: f"> {words}\n> — {link}",
        lambda words, link: f"> “{words}”\n> ({link})",
        lambda words, link: f"<blockquote>\n\n{words}\n\n{link}\n\n</blockquote>",
        lambda words, link: f"<blockquote><p>{words}</p><p>— <a href=\"{ADDRESS}\">Lantern</a></p></blockquote>",
        lambda words, link: f"> [!quote]\n> {words}\n>\n> {link}",
        lambda words, link: f"> [!note]\n> “{words}” {link}",
        lambda words, link: f"# “{words}” {link}",
        lambda words, link: f"“{words}” {link}\n======",
        lambda words, link: f"| a | b |\n| --- | --- |\n| x | “{words}” {link} |",
        lambda words, link: f"a note[^n]\n\n[^n]: “{words}” {link}",
        lambda words, link: f"<p>“{words}” <a href=\"{ADDRESS}\">Lantern</a></p>",
        lambda words, link: f"<table><tr><td>“{words}” <a href='{ADDRESS}'>L</a></table>",
        lambda words, link: f"“{words}” [Lantern][l]\n\n[l]: {ADDRESS}",
        lambda words, link: f"“{words}” <{ADDRESS}>",
        lambda words, link: f"[“{words}”]({ADDRESS})  {link}",
    ]
    wraps = [
        lambda text: prefixed(text, "> "),
        lambda text: indented(text, "  ", "- "),
        lambda text: indented(text, "   ", "1. "),
        lambda text: indented(text, "  ", "* "),
        lambda text: indented(text, "      ", "- [ ] "),
        lambda text: f"<div>\n\n{text}\n\n</div>",
        lambda text: f"<details>\n<summary>more</summary>\n\n{text}\n\n</details>",
        lambda text: f"<section>\n{text}\n</section>",
        lambda text: f"## A\n\n{text}",
        lambda text: f"text before\n{text}",
        lambda text: f"- a\n- b\n\n{text}",
        lambda text: f"<br>\n{text}",
        lambda text: prefixed(text, "> > "),
        # A footnote in a footnote is one to nobody.
        lambda text: text if "[^2]:" in text else f"a[^2]\n\n[^2]:\n{indented(text, '    ')}",
        lambda text: f"<!-- a -->\n{text}",
        lambda text: f"***\n{text}\n***",
    ]
    extra = ["```\ncode “a\n```", "~~~ text\n\"\n~~~", "<!-- a\n\nb -->", "---", "| a |\n| - |\n| “b” |", "    code", "- a\n- \"b\"", "“A pair.”",
             "Said he: \"nothing.\"", "<div>a</div>", "[^1]: “a note”", "> quoted", "[ref]: https://other.example 'title \"'", "1. a\n2. b", "* * *",
             "<pre>\n“a\n\nb</pre>", "<p>a", "<script>\n\"\n</script>", "<style>p{}</style>", "<?php \" ?>", "<![CDATA[ \" ]]>", "Term\n: “a”", "\ta tab"]
    return Format("markdown", "md", link, spans, noise, blocks, wraps, extra)


def html():
    link = f"<a href=\"{ADDRESS}\">Lantern</a>"
    spans = ["<em>{}</em>", "<b>{}</b>", "<span>{}</span>", "<mark>{}</mark>", "<font size=2>{}</font>", "<i>{}</i>", "<span title='\"'>{}</span>", "<ins>{}</ins>"]
    noise = ["<br>", "<!-- a -->", "<!-- a --!>", "<!-->", "<!--->", "<code>x</code>", "&quot;", "&ldquo;so&rdquo;", "&amp;c", "<img alt='\"' src=a>", "<wbr>", "<sup>1</sup>",
             "<a href=x>a</a>", "<input value='\"'>", "<script>\"</script>", "&nbsp;", "<?a \" ?>", "</b>", "<i>", "<a name=n>", "<abbr title=\"a > b\">c</abbr>"]
    blocks = [
        lambda words, link: f"<blockquote>{words} {link}</blockquote>",
        lambda words, link: f"<blockquote><p>{words}</p><footer>{link}</footer></blockquote>",
        lambda words, link: f"<blockquote cite=\"{ADDRESS}\"><p>{words}</p></blockquote>",
        lambda words, link: f"<figure><blockquote>{words}</blockquote><figcaption>{link}</figcaption></figure>",
        lambda words, link: f"<p><q>{words}</q> {link}</p>",
        lambda words, link: f"<h2>“{words}” {link}</h2>",
        lambda words, link: f"<table><tr><td>“{words}” {link}</td></tr></table>",
        lambda words, link: f"<dl><dt>a<dd>“{words}” {link}</dl>",
        lambda words, link: f"<ul><li>“{words}” {link}<li>b</ul>",
        lambda words, link: f"<aside class=\"pullquote\">“{words}” {link}</aside>",
        lambda words, link: f"<p>&ldquo;{words}&rdquo; {link}",
        lambda words, link: f"<p>&quot;{words}&#34; {link}",
        lambda words, link: f"<figure><img src=a><figcaption>“{words}” {link}</figcaption></figure>",
        lambda words, link: f"<table><caption>“{words}” {link}</caption><tr><td>a</table>",
    ]
    wraps = [
        lambda text: f"<div>{text}</div>", lambda text: f"<section>\n{text}\n</section>", lambda text: f"<ul><li>{text}</ul>",
        lambda text: f"<ol>\n<li>{text}</li>\n</ol>", lambda text: f"<details><summary>a</summary>{text}</details>", lambda text: f"<p>{text}</p>",
        lambda text: f"<article>{text}</article>", lambda text: f"<table><tr><th>a<td>{text}</table>", lambda text: f"<main>{text}</main>",
        lambda text: f"<html><head><title>“a</title></head><body>{text}</body></html>", lambda text: f"<aside>{text}</aside>",
        lambda text: f"<form>{text}</form>", lambda text: f"<center>{text}", lambda text: f"<div><p>{text}", lambda text: f"<header>{text}</header>",
        lambda text: f"<nav>a</nav>{text}<footer>b</footer>", lambda text: f"<label>{text}</label>", lambda text: f"<dialog open>{text}</dialog>",
        lambda text: f"<fieldset><legend>a</legend>{text}</fieldset>", lambda text: f"<blockquote>{text}</blockquote>",
    ]
    extra = ["<p>“A pair.”</p>", "<!-- \" -->", "<!-- a > b", "<pre>“a</pre>", "<script>if (a < b) \"c\"</script>", "<style>a:before{content:\"“\"}</style>", "<hr>", "<p hidden>“a</p>",
             "<textarea>\"</textarea>", "<p>text", "<select><option>\"</select>", "<noscript><p>“a</noscript>", "<svg><text>“a</text></svg>", "<template>“</template>", "<iframe>\"</iframe>", "<p>5\" <p>a"]
    return Format("html", "html", link, spans, noise, blocks, wraps, extra)


def rst():
    link = f"`Lantern <{ADDRESS}>`__"
    spans = ["*{}*", "**{}**"]
    noise = ["``code \"``", "*so*", "`a <https://other.example>`__", "|s|", "[1]_", ":sub:`2`", "a\\ b", "\\*", "https://other.example/", "`title`"]
    blocks = [
        lambda words, link: f"text\n\n   {words}\n\n   -- {link}",
        lambda words, link: f".. epigraph::\n\n   {words}\n\n   -- {link}",
        lambda words, link: f".. pull-quote::\n\n   {words} {link}",
        lambda words, link: f".. highlights::\n\n   {words} {link}",
        lambda words, link: f".. note:: “{words}” {link}",
        lambda words, link: f".. admonition:: a title\n\n   “{words}” {link}",
        lambda words, link: f".. topic:: a title\n\n   “{words}” {link}",
        lambda words, link: f".. sidebar:: a title\n\n   “{words}” {link}",
        lambda words, link: f"| “{words}” {link}\n| b",
        lambda words, link: f":field: “{words}” {link}",
        lambda words, link: f"a [#n]_\n\n.. [#n] “{words}” {link}",
        lambda words, link: f".. list-table::\n\n   * - a\n     - “{words}” {link}",
        lambda words, link: f".. figure:: a.png\n\n   “{words}” {link}",
        lambda words, link: f"term\n   “{words}” {link}",
        lambda words, link: f".. container:: a\n\n   “{words}” {link}",
        lambda words, link: f".. rubric:: “{words}” {link}",
        lambda words, link: f".. |s| replace:: x\n\n“{words}” {link} |s|",
        lambda words, link: f".. raw:: html\n\n   <p>“{words}” <a href=\"{ADDRESS}\">a</a></p>",
        lambda words, link: f".. csv-table::\n\n   a,“{words}” {link}",
        lambda words, link: f".. class:: a\n\n   “{words}” {link}",
        lambda words, link: f".. compound::\n\n   “{words}” {link}",
    ]
    wraps = [
        lambda text: indented(text, "  ", "- "), lambda text: indented(text, "   ", "1. "), lambda text: indented(text, "   "),
        lambda text: f".. note::\n\n{indented(text, '   ')}", lambda text: f"Heading\n=======\n\n{text}",
        lambda text: f".. container:: c\n\n{indented(text, '   ')}", lambda text: f"term\n{indented(text, '   ')}",
        lambda text: f"text before::\n\n   code\n\n{text}", lambda text: f".. a comment\n\n{text}", lambda text: indented(text, "   ", "#. "),
        lambda text: f"* a\n* b\n\n{text}", lambda text: f".. warning::\n   text\n\n{indented(text, '   ')}",
    ]
    extra = ["::\n\n   code “a", ".. a comment\n   \"", "“A pair.”", "- a\n- b", ".. image:: a.png\n   :alt: \"", "----", ".. code:: text\n\n   \"a", "=== ===\na   b\n=== ===\n“  c\n=== ===",
             ".. _t:", ">>> a = \"b\"", ".. |s| replace:: “x”", "A\n  b \"c\""]
    return Format("rst", "rst", link, spans, noise, blocks, wraps, extra)


def asciidoc():
    link = f"{ADDRESS}[Lantern]"
    spans = ["*{}*", "_{}_", "#{}#", "[.a]#{}#", "**{}**"]
    noise = ["`code`", "*so*", "footnote:[a “b”]", "https://other.example[a]", "image:a.png[\"]", "{empty}", "+x+", "\\*", "a +\nb", "<<a>>", "&quot;", "`+\"+`", "^2^", "(C)", "..."]
    blocks = [
        lambda words, link: f"[quote]\n____\n{words}\n\n{link}\n____",
        lambda words, link: f"[quote, {link}]\n{words}",
        lambda words, link: f"____\n{words} {link}\n____",
        lambda words, link: f"NOTE: “{words}” {link}",
        lambda words, link: f"|===\n|a |“{words}” {link}\n|===",
        lambda words, link: f"== “{words}” {link}",
        lambda words, link: f".“{words}” {link}\na block with a title",
        lambda words, link: f"term:: “{words}” {link}",
        lambda words, link: f"a footnote:[“{words}” {link}]",
        lambda words, link: f"++++\n<p>“{words}” <a href=\"{ADDRESS}\">a</a></p>\n++++",
        lambda words, link: f"> {words}\n> -- {link}",
        lambda words, link: f"[verse]\n____\n“{words}” {link}\n____",
        lambda words, link: f"pass:[“{words}” <a href=\"{ADDRESS}\">a</a>]",
        lambda words, link: f"\"`{words}`\" {link}",
        lambda words, link: f"|===\n|a\n\na|“{words}” {link}\n|===",
        lambda words, link: f"[%hardbreaks]\na\n“{words}” {link}",
    ]
    wraps = [
        lambda text: f"====\n{text}\n====", lambda text: f"****\n{text}\n****", lambda text: f"--\n{text}\n--", lambda text: f"* a\n+\n--\n{text}\n--",
        lambda text: f"* {text}", lambda text: f". {text}", lambda text: f"== A\n\n{text}", lambda text: f"[NOTE]\n====\n{text}\n====", lambda text: f".A title\n{text}",
        lambda text: f"text before\n{text}", lambda text: f"[#id.role]\n{text}", lambda text: f"term::\n+\n--\n{text}\n--", lambda text: f"____\n{text}\n____",
        lambda text: f"[%collapsible]\n=====\n{text}\n=====", lambda text: f"// a comment\n{text}", lambda text: f":name: value\n\n{text}",
    ]
    extra = ["----\ncode “a\n----", "....\n\"\n....", "// \"", "////\n“a\n////", "'''", " literal \"", "* a\n* b", "“A pair.”", "|===\n|a |“b\n|===", "image::a.png[]", "[source]\na = \"b\"", ":a: \"", "<<<", "```\n\"\n```"]
    return Format("asciidoc", "adoc", link, spans, noise, blocks, wraps, extra)


def latex():
    link = f"\\href{{{ADDRESS}}}{{Lantern}}"
    spans = ["\\emph{{{}}}", "\\textbf{{{}}}", "{{\\it {}}}", "\\underline{{{}}}", "\\textit{{{}}}"]
    noise = ["\\verb|\"|", "% a \"\n", "\\%", "\\url{https://other.example/a%20b}", "$a$", "\\footnote{“a”}", "~", "\\\\", "\\texttt{\"}", "\\ldots{}", "\\&", "\\emph{so}", "a\\%b"]
    blocks = [
        lambda words, link: f"\\begin{{quote}}\n{words} {link}\n\\end{{quote}}",
        lambda words, link: f"\\begin{{quotation}}\n{words}\n\n{link}\n\\end{{quotation}}",
        lambda words, link: f"\\enquote{{{words}}} {link}",
        lambda words, link: f"``{words}'' {link}",
        lambda words, link: f"\\section{{“{words}” {link}}}",
        lambda words, link: f"\\begin{{itemize}}\n\\item “{words}” {link}\n\\end{{itemize}}",
        lambda words, link: f"\\begin{{tabular}}{{ll}}\na & “{words}” {link} \\\\\n\\end{{tabular}}",
        lambda words, link: f"a\\footnote{{“{words}” {link}}}",
        lambda words, link: f"\\paragraph{{“{words}” {link}}} text",
        lambda words, link: f"\\begin{{figure}}\\caption{{“{words}” {link}}}\\end{{figure}}",
        lambda words, link: f"\\begin{{description}}\\item[a] “{words}” {link}\\end{{description}}",
        lambda words, link: f"\\begin{{center}}``{words}'' {link}\\end{{center}}",
    ]
    wraps = [
        lambda text: f"\\begin{{itemize}}\n\\item {text}\n\\end{{itemize}}", lambda text: f"\\begin{{enumerate}}\\item a\\item {text}\\end{{enumerate}}",
        lambda text: f"\\begin{{center}}\n{text}\n\\end{{center}}", lambda text: f"{{{text}}}", lambda text: f"\\section{{A}}\n\n{text}", lambda text: f"a % b\n{text}",
        lambda text: f"\\begin{{document}}\n{text}\n\\end{{document}}", lambda text: f"\\begin{{quote}}{text}\\end{{quote}}", lambda text: f"\\begin{{minipage}}{{5cm}}{text}\\end{{minipage}}",
        lambda text: f"\\parbox{{5cm}}{{{text}}}", lambda text: f"\\iftrue {text} \\fi", lambda text: f"\\mbox{{{text}}}",
    ]
    extra = ["\\begin{verbatim}\n“a \\end\n\\end{verbatim}", "% \"", "“A pair.”", "\\begin{lstlisting}\n\"\n\\end{lstlisting}", "\\[ a \\]", "\\begin{comment}\n“\n\\end{comment}", "\\label{a}", "\\noindent", "``so''", "\\newpage", "a\\par b"]
    return Format("latex", "tex", link, spans, noise, blocks, wraps, extra)


def wiki():
    link = f"[{ADDRESS} Lantern]"
    spans = ["''{}''", "'''{}'''", "<span>{}</span>", "<small>{}</small>", "<b>{}</b>"]
    noise = ["<nowiki>[[</nowiki>", "[[Page|text]]", "<!-- \" -->", "''so''", "<br>", "<code>\"</code>", "[https://other.example a]", "&quot;", "&nbsp;", "<ref>“a”</ref>", "<sup>2</sup>", "[[File:a.png|\"]]"]
    blocks = [
        lambda words, link: f"<blockquote>{words} {link}</blockquote>",
        lambda words, link: f"<blockquote>\n{words}\n\n{link}\n</blockquote>",
        lambda words, link: f"* “{words}” {link}", lambda words, link: f"# “{words}” {link}", lambda words, link: f": “{words}” {link}", lambda words, link: f"; a : “{words}” {link}",
        lambda words, link: f"== “{words}” {link} ==", lambda words, link: f"{{|\n! a\n|-\n| “{words}” {link}\n|}}", lambda words, link: f"{{|\n|+ “{words}” {link}\n|-\n| a\n|}}",
        lambda words, link: f"a<ref>“{words}” {link}</ref>", lambda words, link: f"<nowiki>“{words}”</nowiki> {link}", lambda words, link: f"[[File:a.png|thumb|“{words}” {link}]]",
        lambda words, link: f"<div>“{words}” {link}</div>", lambda words, link: f"<p>“{words}” {link}</p>", lambda words, link: f"----“{words}” {link}", lambda words, link: f"<center>“{words}” {link}</center>",
    ]
    wraps = [
        lambda text: f"* {text}", lambda text: f"# {text}", lambda text: f"== A ==\n\n{text}", lambda text: f"<div>\n{text}\n</div>", lambda text: f"text before\n{text}", lambda text: f": {text}",
        lambda text: f"{{|\n| a\n|-\n|\n{text}\n|}}", lambda text: f"<blockquote>\n{text}\n</blockquote>", lambda text: f"<!-- a -->{text}", lambda text: f"** {text}",
    ]
    extra = ["<pre>\n“a\n</pre>", "<nowiki>\"</nowiki>", "<!-- “ -->", "----", "“A pair.”", "* a\n* b", " preformatted \"", "{|\n| “a\n|}", "[[Category:A]]", "<source>\n\"\n</source>", "<references />", "__TOC__"]
    return Format("wiki", "wiki", link, spans, noise, blocks, wraps, extra)


def org():
    link = f"[[{ADDRESS}][Lantern]]"
    spans = ["/{}/", "*{}*", "_{}_"]
    noise = ["=code \"=", "~a~", "[[https://other.example][a]]", "[fn:1]", "*so*", "src_text{\"}", "<2025-01-20>", "\\alpha", "a\\\\\nb", "[1/2]"]
    blocks = [
        lambda words, link: f"#+BEGIN_QUOTE\n{words} {link}\n#+END_QUOTE", lambda words, link: f"#+begin_quote\n{words}\n\n--- {link}\n#+end_quote", lambda words, link: f"* “{words}” {link}",
        lambda words, link: f"| a | “{words}” {link} |", lambda words, link: f"- a :: “{words}” {link}", lambda words, link: f"a[fn:n]\n\n[fn:n] “{words}” {link}", lambda words, link: f"#+BEGIN_CENTER\n“{words}” {link}\n#+END_CENTER",
        lambda words, link: f"** TODO “{words}” {link} :tag:", lambda words, link: f"a[fn:: “{words}” {link}]", lambda words, link: f"#+CAPTION: “{words}” {link}\n[[file:a.png]]",
        lambda words, link: f"#+BEGIN_EXPORT html\n<p>“{words}” <a href=\"{ADDRESS}\">a</a></p>\n#+END_EXPORT", lambda words, link: f"#+begin_verse\n“{words}” {link}\n#+end_verse",
    ]
    wraps = [
        lambda text: indented(text, "  ", "- "), lambda text: indented(text, "   ", "1. "), lambda text: f"* A\n\n{text}", lambda text: f"#+BEGIN_CENTER\n{text}\n#+END_CENTER", lambda text: f"text before\n{text}",
        lambda text: f"#+BEGIN_NOTE\n{text}\n#+END_NOTE", lambda text: f"# a comment\n{text}", lambda text: f"- [ ] {text}", lambda text: f"#+BEGIN_QUOTE\n{text}\n#+END_QUOTE", lambda text: f"** TODO A :b:\n{text}",
    ]
    extra = ["#+BEGIN_SRC text\n“a\n#+END_SRC", "# \"", ": literal \"", "#+BEGIN_EXAMPLE\n\"\n#+END_EXAMPLE", "“A pair.”", "-----", "- a\n- b", "#+BEGIN_COMMENT\n“\n#+END_COMMENT", "| “a |", ":PROPERTIES:\n:A: \"\n:END:", "#+TITLE: \"a"]
    return Format("org", "org", link, spans, noise, blocks, wraps, extra)


FORMATS = [markdown(), html(), rst(), asciidoc(), latex(), wiki(), org()]
