"""The file system of an image under construction, on top of this machine's.

A stage's files lie in a folder over this machine's root (overlayfs in a mount
namespace of its own), so that steps run with the paths and the user they will
have, and what a step adds is what appears in the folder. CPython is put at
/usr/local, as in the official image; Debian is this machine's.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PYTHON = Path(sys.base_prefix)
_VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
_UNUSED = shutil.ignore_patterns("site-packages", "test", "__pycache__", "config-*")
_PARTS = ("pip", "pip-*")  # of site-packages
_MOUNT = """\
set -e
mount -t overlay overlay -o lowerdir=/,upperdir={root},workdir={work} {view}
mount --rbind /dev {view}/dev
mount -t proc proc {view}/proc
for hidden in {hidden}; do mount -t tmpfs none {view}$hidden; done
{ready}
exec chroot {view} """
_READ_ONLY = "mount -o remount,ro {view}"


@dataclass(frozen=True, slots=True)
class Layer:
    """What one step added."""

    step: str
    files: int
    size: int  # bytes


def impossible() -> str | None:
    """Say why this machine cannot do it; None where it can."""
    if _PYTHON == Path("/usr"):
        return "the distribution's own Python cannot stand in for the image's"
    if os.getuid() != 0 or not shutil.which("unshare"):
        return "mounting needs root"
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(Path(folder), [])
        trial = tree.command(["true"], "0:0", {}, "/")
        done = subprocess.run(trial, capture_output=True, check=False)  # noqa: S603 - as written
    return None if done.returncode == 0 else done.stderr.decode().strip()


class Tree:
    """A stage's files: the folder, and what is needed to look at it from inside."""

    def __init__(self, home: Path, hidden: Sequence[Path]) -> None:
        self.root = home / "root"
        self._work, self._view = home / "work", home / "view"
        self._hidden = [str(path) for path in (*hidden, _PYTHON)]
        for folder in (self.root, self._work, self._view):
            folder.mkdir(parents=True)

    def add_python(self) -> int:
        """Put CPython where the official image has it; return its size."""
        local = self.root / "usr" / "local"
        library = local / "lib" / _VERSION
        shutil.copytree(_PYTHON / "lib" / _VERSION, library, ignore=_UNUSED)
        for part in _PARTS:
            for found in (_PYTHON / "lib" / _VERSION / "site-packages").glob(part):
                shutil.copytree(found, library / "site-packages" / found.name)
        (local / "bin").mkdir()
        shutil.copy2(_PYTHON / "bin" / _VERSION, local / "bin")
        for shared in (_PYTHON / "lib").glob("libpython*.so*"):
            shutil.copy2(shared, local / "lib", follow_symlinks=False)
        for name in ("python", "python3"):
            (local / "bin" / name).symlink_to(_VERSION)
        return sum(size for _, size in self.files().values())

    def files(self) -> dict[str, tuple[int, int]]:
        """Return when each file was written, and its size; links count nothing."""
        found: dict[str, tuple[int, int]] = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                status = os.lstat(f"{folder}/{name}")
                found[f"{folder}/{name}"] = status.st_mtime_ns, status.st_size
        return found

    def added(self, before: Mapping[str, tuple[int, int]], step: str) -> Layer:
        """Weigh what was written since `before`."""
        new = [one for path, one in self.files().items() if before.get(path) != one]
        return Layer(step, len(new), sum(size for _, size in new))

    def command(
        self,
        words: Sequence[str],
        user: str,
        variables: Mapping[str, str],
        workdir: str,
        *,
        read_only: bool = False,
    ) -> list[str]:
        """Return the command that runs `words` inside, as the process itself."""
        view = {"view": shlex.quote(str(self._view))}
        script = _MOUNT.format(
            root=shlex.quote(str(self.root)),
            work=shlex.quote(str(self._work)),
            hidden=shlex.join(self._hidden),
            ready=_READ_ONLY.format(**view) if read_only else "",
            **view,
        )
        inside = entering(words, user, variables, workdir)
        return ["unshare", "--mount", "sh", "-c", script + shlex.join(inside)]


def entering(
    words: Sequence[str], user: str, variables: Mapping[str, str], workdir: str
) -> list[str]:
    """Return a command that starts another as a user, in a folder, with variables."""
    uid, _, gid = user.partition(":")
    given = [f"{name}={value}" for name, value in variables.items()]
    return [
        *("/usr/bin/setpriv", "--reuid", uid, "--regid", gid or uid, "--clear-groups"),
        *("/usr/bin/env", "--ignore-environment", f"--chdir={workdir}", *given),
        *words,
    ]
