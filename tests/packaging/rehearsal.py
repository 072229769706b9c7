"""The steps of a Dockerfile, carried out without Docker."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.packaging.dockerfile import (
    Ignore,
    Instruction,
    Stage,
    expand,
    health,
    pairs,
    words,
)
from tests.packaging.layers import Layer, Tree, entering

_BASE = {
    "PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "LD_LIBRARY_PATH": "/usr/local/lib",  # in place of the image's ldconfig
}
# How this machine reaches its package indexes; Docker hands proxies on by itself.
_REACH = (
    "pip_",
    "npm_config_",
    "ssl_cert_file",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)
_NETWORK = {k: v for k, v in os.environ.items() if k.lower().startswith(_REACH)}


@dataclass
class Image:
    """A stage as far as it has been built."""

    tree: Tree
    variables: dict[str, str] = field(default_factory=lambda: dict(_BASE))
    build_arguments: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    user: str = "0:0"
    workdir: str = "/"
    entrypoint: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    python: int = 0  # bytes of the base image's CPython

    def run(self, **variables: str) -> list[str]:
        """Return the command that runs the image: nothing in it can be written."""
        told = {"HOME": "/", **self.variables, **variables}
        command = [*self.entrypoint, *self.arguments]
        return self.tree.command(command, self.user, told, self.workdir, read_only=True)

    def check(self, process: int, **variables: str) -> list[str]:
        """Return the command of the health check, beside a running process."""
        told = {**self.variables, **variables}
        beside = ["nsenter", f"--target={process}", "--mount", "--net", "--root"]
        return [*beside, *entering(self.health, self.user, told, self.workdir)]

    @property
    def size(self) -> int:
        """The bytes of CPython and of all layers' files; Debian is not among them."""
        return self.python + sum(layer.size for layer in self.layers)


class Rehearsal:
    """Builds every stage of a file from a context, in a folder of its own."""

    def __init__(self, context: Path, home: Path) -> None:
        self._context = context
        self._home = home
        self._ignore = Ignore((context / ".dockerignore").read_text("utf-8"))
        self._images: dict[str, Image] = {}
        self._do: dict[str, Callable[[Image, Instruction], None]] = {
            "ARG": self._argument,
            "CMD": self._command,
            "COPY": self._copy,
            "ENTRYPOINT": self._entrypoint,
            "ENV": self._env,
            "EXPOSE": self._nothing,
            "HEALTHCHECK": self._nothing,
            "LABEL": self._label,
            "RUN": self._run,
            "USER": self._user,
            "WORKDIR": self._workdir,
        }

    def build(self, stages: dict[str, Stage]) -> dict[str, Image]:
        """Build the stages in their order; return the images by their names."""
        for stage in stages.values():
            image = self._images[stage.name] = self._start(stage)
            for instruction in stage.instructions:
                before = image.tree.files()
                self._do[instruction.word](image, instruction)
                if instruction.word in {"COPY", "RUN"}:
                    step = f"{instruction.word} {instruction.rest}"
                    image.layers.append(image.tree.added(before, step))
            if stage.all("HEALTHCHECK"):
                image.health = health(stage)
        return self._images

    def _start(self, stage: Stage) -> Image:
        tree = Tree(self._home / stage.name, [self._context])
        if stage.base not in self._images:
            return Image(tree, python=tree.add_python())
        base = self._images[stage.base]
        shutil.copytree(base.tree.root, tree.root, symlinks=True, dirs_exist_ok=True)
        image = deepcopy(base)
        image.tree, image.build_arguments = tree, {}
        return image

    def _run(self, image: Image, instruction: Instruction) -> None:
        told = {"HOME": "/root", **_NETWORK, **image.build_arguments, **image.variables}
        shell = ["/bin/sh", "-c", instruction.rest]
        command = image.tree.command(shell, image.user, told, image.workdir)
        done = subprocess.run(  # noqa: S603 - the Dockerfile's own step
            command, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"RUN {instruction.rest}\n{done.stdout}{done.stderr}")

    def _copy(self, image: Image, instruction: Instruction) -> None:
        *sources, target = instruction.rest.split()
        place = image.tree.root / _joined(image.workdir, target).lstrip("/")
        for source in sources:
            for path in self._found(instruction.flags.get("from"), source):
                inside = path.is_file() and (target.endswith("/") or place.is_dir())
                _carry(path, place / path.name if inside else place, self._left_out)
        owner = instruction.flags.get("chown")
        if owner is not None:
            user, group = map(int, owner.split(":"))
            for path in (place, *place.rglob("*")):
                os.chown(path, user, group)

    def _found(self, stage: str | None, source: str) -> Sequence[Path]:
        root = self._images[stage].tree.root if stage else self._context
        found = sorted(root.glob(source.lstrip("/"))) if source != "." else [root]
        if not found or any(self._left_out(path) for path in found):
            raise RuntimeError(f"COPY {source}: not in the context")
        return found

    def _left_out(self, path: Path) -> bool:
        if not path.is_relative_to(self._context) or path == self._context:
            return False
        return self._ignore.leaves_out(path.relative_to(self._context).as_posix())

    def _workdir(self, image: Image, instruction: Instruction) -> None:
        image.workdir = _joined(image.workdir, instruction.rest)
        (image.tree.root / image.workdir.lstrip("/")).mkdir(parents=True, exist_ok=True)

    def _env(self, image: Image, instruction: Instruction) -> None:
        image.variables |= pairs(instruction.rest, image.variables)

    def _label(self, image: Image, instruction: Instruction) -> None:
        image.labels |= pairs(instruction.rest, image.variables)

    def _user(self, image: Image, instruction: Instruction) -> None:
        image.user = expand(instruction.rest, image.variables)

    def _entrypoint(self, image: Image, instruction: Instruction) -> None:
        image.entrypoint = words(instruction.rest)

    def _command(self, image: Image, instruction: Instruction) -> None:
        image.arguments = words(instruction.rest)

    def _argument(self, image: Image, instruction: Instruction) -> None:
        """Take what a build is told from this machine's own variables."""
        if instruction.rest in os.environ:
            image.build_arguments[instruction.rest] = os.environ[instruction.rest]

    def _nothing(self, image: Image, instruction: Instruction) -> None:
        """Leave the files alone: it only tells the engine something."""


def _joined(folder: str, path: str) -> str:
    return str(PurePosixPath(folder, path))


def _carry(path: Path, target: Path, left_out: Callable[[Path], bool]) -> None:
    """Copy a file, or what is in a folder, as COPY does."""
    if path.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
        return

    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if left_out(Path(folder, name))]

    shutil.copytree(path, target, symlinks=True, ignore=ignored, dirs_exist_ok=True)
