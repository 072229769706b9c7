"""What the Dockerfile says, and that it is read as Docker would."""

import re
import tomllib

import pytest

from tests.packaging.conftest import ROOT
from tests.packaging.dockerfile import Ignore, Stage, health, parse, words

STAGES = parse((ROOT / "Dockerfile").read_text("utf-8"))
IGNORE = Ignore((ROOT / ".dockerignore").read_text("utf-8"))


def last(stage: Stage, word: str) -> str:
    """Return the rest of the last instruction of a word."""
    return stage.all(word)[-1].rest


def test_default_image_is_the_gateway() -> None:
    """Without --target, the gateway is built."""
    assert ["build", "runtime", "simulator", "gateway"] == list(STAGES)


def test_bases_are_pinned_and_agree() -> None:
    """Both bases name Python, as it is tested, and Debian; what ships is the slim one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    tested = project["tool"]["pyright"]["pythonVersion"]
    assert f"python:{tested}-bookworm" == STAGES["build"].base
    assert f"python:{tested}-slim-bookworm" == STAGES["runtime"].base


def test_runs_as_nobody_special() -> None:
    """Both images run as a user by number that is not root and owns no file of theirs.

    The gateway's owns one folder, which is empty.
    """
    assert [] == STAGES["runtime"].all("USER")
    for name in ("simulator", "gateway"):
        order = [one.word for one in STAGES[name].instructions]
        assert "10001:10001" == last(STAGES[name], "USER")
        assert not {"COPY", "WORKDIR"} & set(order[order.index("USER") :])
        owned = [copy for copy in STAGES[name].all("COPY") if "chown" in copy.flags]
        assert ["/opt/state /var/lib/gateway"] * (name == "gateway") == [
            copy.rest for copy in owned
        ]
    assert last(STAGES["build"], "RUN").endswith("install -d /opt/state")


def test_runtime_has_no_build_step() -> None:
    """Nothing is built or fetched in the stages that ship."""
    assert [] == [
        s for s in ("runtime", "simulator", "gateway") if STAGES[s].all("RUN")
    ]


def test_starts_the_command() -> None:
    """The gateway's image is its command, and serves unless told otherwise."""
    assert ["gateway"] == words(last(STAGES["gateway"], "ENTRYPOINT"))
    assert ["serve"] == words(last(STAGES["gateway"], "CMD"))
    assert "8000" == last(STAGES["gateway"], "EXPOSE")
    assert "GATEWAY_HOST=0.0.0.0" in last(STAGES["gateway"], "ENV")


def test_asks_whether_it_is_ready() -> None:
    """Each image asks itself: the gateway whether it is ready."""
    assert "'/readyz'" in health(STAGES["gateway"])[-1]
    assert "'/_fault'" in health(STAGES["simulator"])[-1]


@pytest.mark.parametrize(
    "path",
    [
        *(".env", ".git/config", ".venv/bin/python", "artifacts/x.png", "secret.pem"),
        *("gateway/__pycache__/app.pyc", "graphiql/node_modules/x.js", "tests/x.py"),
        *("gateway/http/static/index.html", "benchmarks/run.py"),
    ],
)
def test_context_leaves_out(path: str) -> None:
    """What lies about in a working tree does not enter the build."""
    assert IGNORE.leaves_out(path)


@pytest.mark.parametrize(
    "path",
    [
        *("gateway/http/front.py", "docs/contoh/lintas-opd.graphql", "opd/dinkes.yaml"),
        *("requirements.lock", "requirements-dev.lock", "simulator/data/wilayah.csv"),
    ],
)
def test_context_keeps(path: str) -> None:
    """What the steps need enters the build."""
    assert not IGNORE.leaves_out(path)


def test_reads_continued_lines_and_flags() -> None:
    """A backslash joins lines, comments between them go, flags are told apart."""
    text = "FROM a AS b\nRUN x \\\n  # why\n  && y\nCOPY --from=b /p \\\n  /q\n"
    run, copy = parse(text)["b"].instructions
    assert ("RUN", "x && y") == (run.word, re.sub(" +", " ", run.rest))
    assert ({"from": "b"}, "/p /q") == (copy.flags, copy.rest)


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS b\nADD x y\n",
        "FROM a\n",
        "FROM ${X} AS b\n",
        "RUN x\n",
        "FROM a AS b\nARG x=1\n",
    ],
)
def test_refuses_what_it_does_not_know(text: str) -> None:
    """An instruction, or a form of one, that ours does not use is refused."""
    with pytest.raises(ValueError, match=r"not understood|FROM"):
        parse(text)


def test_refuses_shell_form() -> None:
    """ENTRYPOINT and CMD are lists: a shell would not pass signals on."""
    with pytest.raises(ValueError, match="not in exec form"):
        words('"gateway serve"')
