# SPDX-License-Identifier: MIT
"""explained.py TOOL FOLDER: what rawmap explain says of the calls of explained.tsv, beside a control in C of the same words.

The control makes each with syscall() in a child; what it was answered, explain has to have been answered too. Then each name
of a constant beside its value in C. Prints the results as tests/lib.sh counts them."""
import json, os, re, subprocess, sys

tool, folder = sys.argv[1:]
HEADERS = """#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/memfd.h>
#include <linux/mempolicy.h>
#include <linux/mman.h>
#include <linux/userfaultfd.h>
#include <asm/mman.h>
"""


def compiled(name, body):
    with open(f"{folder}/{name}.c", "w") as file:
        file.write(HEADERS + body)
    subprocess.run(["gcc", "-std=gnu11", "-O1", "-w", f"{folder}/{name}.c", "-o", f"{folder}/{name}"], check=True)
    return subprocess.run([f"{folder}/{name}"], check=True, capture_output=True, text=True).stdout.splitlines()


def explain(*words, **more):
    done = subprocess.run([tool, "explain", "--json", *words], capture_output=True, text=True, **more)
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


def verdict(name, wrong):
    print(f"fail {name}: {wrong}" if wrong else f"pass {name}")


def tried():
    rows = [line.rstrip("\n").split("\t") for line in open("tests/tool/explained.tsv") if line[0] != "#"]
    lacking = os.environ.get("RAWMAP_LACKING")
    rows = [row for row in rows if not lacking or lacking not in row[1]]
    calls = "".join("TRY(%s%s)\n" % (call, ", " + words if words else "") for call, words, _ in rows)
    errnos = compiled("tried", """
#define MEMORY ((char *)memory)
#define TRY(call, ...) if (!fork()) { long result; errno = 0; \\
    result = syscall(SYS_##call, ##__VA_ARGS__); puts(result == -1 ? strerrorname_np(errno) : "OK"); return 0; } wait(NULL);
int main(void)
{
    void *memory = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    dup2(open("/etc/passwd", O_RDONLY), 5);
    setvbuf(stdout, NULL, _IONBF, 0);
    (void)memory;
%s    return 0;
}
""" % calls)
    for (call, words, expected), errno in zip(rows, errnos):
        arguments = re.split(r", (?![^(]*\))", words) if words else []
        for how, given in (("words", [call, *arguments]), ("line", [f"{call}({words})"])):
            with open("/etc/passwd") as file:
                status, told = explain(*given, pass_fds=(5,), preexec_fn=lambda: os.dup2(file.fileno(), 5))
            ends = {"works": 0, "refused": 3, "ignored": 4, "unknown": 5}.get(told.get("verdict"))
            cause = told.get("cause")
            said = "works" if told.get("verdict") == "works" else f"ignored {cause}" if told.get("verdict") == "ignored" else cause or "-"
            wrong = None
            if status != ends or not told:
                wrong = f"exit status {status} of {told}"
            elif told["tried"] != errno:
                wrong = f"it was answered {told['tried']}, and not tried as {told['not_tried']}; the control was {errno}"
            elif said != expected:
                wrong = f"it names {said}, not {expected}"
            verdict(f"explain: {call}({words}), as {how}", wrong)


def named():
    source = open("src/tool/trace/names.c").read() + open("src/tool/explain/constants.c").read()
    names = re.findall(r"(?:BIT|ONE|SPELLED)\('(.)', ([A-Z0-9_]+)\)", source)
    names += re.findall(r"EVERYWHERE\('(.)', ., ([A-Z0-9_]+)", source)
    names += [(".", "MAP_ANON"), (".", "PROT_NONE"), (".", "MAP_HUGE_SHIFT"), (".", "MAP_HUGE_2MB"), (".", "MFD_HUGE_1GB"),
              (".", "SHM_HUGE_2MB"), (".", "IPC_PRIVATE"), (".", "MAP_FILE")]
    body = "".join(f'''
#ifdef {name}
    printf("{name} %#llx\\n", (unsigned long long){name});
#endif''' for _, name in names)
    values = dict(line.split() for line in compiled("named", "int main(void)\n{%s\n    return 0;\n}\n" % body))
    wrong = []
    for name, value in values.items():
        _, told = explain("process_mrelease", "0", name)
        if not told or int(told["words"][1], 16) & 0xffffffff != int(value, 16) & 0xffffffff:
            wrong.append(f"{name} is {value}, told {told.get('words')}")
    verdict("explain: names of constants", "; ".join(wrong[:3]))
    verdict("explain: and they are many", None if len(values) > 90 else f"only {len(values)}")


tried()
named()
