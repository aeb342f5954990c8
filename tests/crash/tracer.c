/* Runs a program and lets one of its system calls that change a disk fail, or kills it there.
 *
 *   tracer REPORT PLAN AT PROGRAM [ARGUMENT…]
 *
 * PLAN is one of
 *   none       nothing fails
 *   kill       killed before the call number AT
 *   after      killed right after it
 *   torn       only half of a write is done, then it is killed
 *   ERRNO      the call number AT fails with this number of an error
 *   ERRNO+     so do all that come after it
 *   ERRNO@CALL every call of this name fails, from the one with number AT of these
 *
 * REPORT gets one line for each such call: its name. Calls are counted over all threads and children of the program. They
 * are seen whatever library makes them, because the kernel stops at them (seccomp), and not a function of libc. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__x86_64__)
#error "the registers of other processors are not known here"
#endif

struct call {
    long number;
    const char *name;
    /* Where the argument is that says whether a file is changed: none, the flags of `open`, or the descriptor of a write. */
    enum { ALWAYS, FLAGS_1, FLAGS_2, WRITES, LOCKS } kind;
};

static const struct call CALLS[] = {
    {SYS_write, "write", WRITES},
    {SYS_pwrite64, "pwrite64", WRITES},
    {SYS_writev, "writev", WRITES},
    {SYS_pwritev, "pwritev", WRITES},
    {SYS_open, "open", FLAGS_1},
    {SYS_openat, "openat", FLAGS_2},
    {SYS_creat, "creat", ALWAYS},
    {SYS_rename, "rename", ALWAYS},
    {SYS_renameat, "renameat", ALWAYS},
    {SYS_renameat2, "renameat2", ALWAYS},
    {SYS_link, "link", ALWAYS},
    {SYS_linkat, "linkat", ALWAYS},
    {SYS_symlink, "symlink", ALWAYS},
    {SYS_symlinkat, "symlinkat", ALWAYS},
    {SYS_unlink, "unlink", ALWAYS},
    {SYS_unlinkat, "unlinkat", ALWAYS},
    {SYS_rmdir, "rmdir", ALWAYS},
    {SYS_mkdir, "mkdir", ALWAYS},
    {SYS_mkdirat, "mkdirat", ALWAYS},
    {SYS_truncate, "truncate", ALWAYS},
    {SYS_ftruncate, "ftruncate", ALWAYS},
    {SYS_fallocate, "fallocate", ALWAYS},
    {SYS_fsync, "fsync", ALWAYS},
    {SYS_fdatasync, "fdatasync", ALWAYS},
    {SYS_syncfs, "syncfs", ALWAYS},
    {SYS_sync_file_range, "sync_file_range", ALWAYS},
    {SYS_copy_file_range, "copy_file_range", ALWAYS},
    {SYS_sendfile, "sendfile", ALWAYS},
    {SYS_chmod, "chmod", ALWAYS},
    {SYS_fchmod, "fchmod", ALWAYS},
    {SYS_fchmodat, "fchmodat", ALWAYS},
    {SYS_utimensat, "utimensat", ALWAYS},
    /* Changes nothing, and is counted only where its name is asked for. */
    {SYS_flock, "flock", LOCKS},
};
enum { COUNT = sizeof CALLS / sizeof *CALLS };

static void die(const char *what) {
    perror(what);
    exit(99);
}

/* The kernel stops for these calls alone: everything else runs at full speed. */
static void filter(void) {
    struct sock_filter code[3 + 6 * COUNT + 1];
    unsigned at = 0;
    code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (unsigned one = 0; one < COUNT; one++) {
        code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALLS[one].number, 0, 1);
        code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {at, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) die("seccomp");
}

static const struct call *changing(const struct user_regs_struct *regs, const char *only) {
    const int changes = O_CREAT | O_TRUNC;
    for (unsigned one = 0; one < COUNT; one++) {
        const struct call *call = &CALLS[one];
        if (call->number != (long)regs->orig_rax) continue;
        if (only) return strcmp(only, call->name) ? NULL : call;
        switch (call->kind) {
        case ALWAYS: return call;
        case FLAGS_1: return regs->rsi & changes ? call : NULL;
        case FLAGS_2: return regs->rdx & changes ? call : NULL;
        case WRITES: return (int)regs->rdi > 2 ? call : NULL; /* Not to the terminal. */
        case LOCKS: return NULL;
        }
    }
    return NULL;
}

static void kill_all(pid_t group) {
    kill(-group, SIGKILL);
}

int main(int argc, char **argv) {
    if (argc < 5) return 98;
    FILE *report = fopen(argv[1], "w");
    if (!report) die(argv[1]);
    char *plan = argv[2];
    long at = atol(argv[3]), error = atol(plan), seen = 0;
    char *only = strchr(plan, '@');
    if (only) only++;
    int lasts = strchr(plan, '+') != NULL || only != NULL;

    pid_t child = fork();
    if (child < 0) die("fork");
    if (!child) {
        setpgid(0, 0);
        if (ptrace(PTRACE_TRACEME, 0, 0, 0)) die("ptrace");
        raise(SIGSTOP);
        filter();
        execvp(argv[4], argv + 4);
        die(argv[4]);
    }
    int status;
    if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) return 99;
    const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                         PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD;
    if (ptrace(PTRACE_SETOPTIONS, child, 0, options)) die("ptrace options");
    ptrace(PTRACE_CONT, child, 0, 0);

    pid_t failing = 0, ending = 0; /* Whose call is to return an error; who is killed when its call returns. */
    for (;;) {
        pid_t who = waitpid(-1, &status, __WALL);
        if (who < 0) return errno == ECHILD ? 97 : 99;
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (who != child) continue;
            fclose(report);
            if (WIFEXITED(status)) return WEXITSTATUS(status);
            return 128 + WTERMSIG(status);
        }
        if (!WIFSTOPPED(status)) continue;
        int signal = WSTOPSIG(status);
        struct user_regs_struct regs;
        if (status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) {
            if (ptrace(PTRACE_GETREGS, who, 0, &regs)) continue;
            const struct call *call = changing(&regs, only);
            if (!call) {
                ptrace(PTRACE_CONT, who, 0, 0);
                continue;
            }
            fprintf(report, "%s\n", call->name);
            long number = seen++;
            int is_here = number == at || (lasts && number > at);
            if (!is_here || !strcmp(plan, "none")) {
                ptrace(PTRACE_CONT, who, 0, 0);
            } else if (!strcmp(plan, "kill")) {
                kill_all(child);
            } else if (!strcmp(plan, "after") || !strcmp(plan, "torn")) {
                if (!strcmp(plan, "torn") && (call->number == SYS_write || call->number == SYS_pwrite64)) {
                    regs.rdx /= 2;
                    ptrace(PTRACE_SETREGS, who, 0, &regs);
                }
                ending = who;
                ptrace(PTRACE_SYSCALL, who, 0, 0);
            } else {
                regs.orig_rax = -1;
                regs.rax = -error;
                ptrace(PTRACE_SETREGS, who, 0, &regs);
                failing = who;
                /* A call that is none returns at once with what its register says. */
                ptrace(PTRACE_CONT, who, 0, 0);
            }
            continue;
        }
        if (signal == (SIGTRAP | 0x80)) {
            if (who == ending) kill_all(child);
            else ptrace(PTRACE_CONT, who, 0, 0);
            continue;
        }
        if (signal == SIGTRAP || signal == SIGSTOP) signal = 0;
        ptrace(PTRACE_CONT, who, 0, signal);
    }
    (void)failing;
}
