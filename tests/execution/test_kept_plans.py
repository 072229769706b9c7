"""How much memory kept plans may take: gateway/execution/kept_plans.py."""

from gateway.execution.kept_plans import KeptPlans, weigh_plan
from gateway.execution.message import Request
from tests.execution.books import CONFIG, SCRIPT, compiled
from tests.execution.serving import served


async def test_plans_are_bounded_in_all() -> None:
    """Past the budget the oldest plans go, whichever operation has them."""
    async with served(CONFIG, SCRIPT) as desk:
        texts = ["{ buku { judul } }", "{ buku { harga } }", "{ satu { judul } }"]
        plans = [compiled(desk, text) for text in texts]
        operations = [desk.engine.planning.read(Request(text)) for text in texts]
    for one in operations:
        one.plans.clear()
    sizes = [weigh_plan(p) + o.weight for p, o in zip(plans, operations, strict=True)]
    kept = KeptPlans(sizes[1] + sizes[2])
    for operation, plan in zip(operations, plans, strict=True):
        kept.keep(operation, (False,), plan)
    assert [0, 1, 1] == [len(one.plans) for one in operations]


async def test_plans_too_large_are_not_kept() -> None:
    """A plan that does not fit at all takes no other's place."""
    async with served(CONFIG, SCRIPT) as desk:
        small, large = "{ satu { judul } }", "{ buku { judul harga } }"
        plans = [compiled(desk, text) for text in (small, large)]
        operations = [
            desk.engine.planning.read(Request(text)) for text in (small, large)
        ]
    for one in operations:
        one.plans.clear()
    kept = KeptPlans(weigh_plan(plans[0]) + operations[0].weight)
    for operation, plan in zip(operations, plans, strict=True):
        kept.keep(operation, (False,), plan)
    assert [1, 0] == [len(one.plans) for one in operations]


async def test_conditions_make_no_memory() -> None:
    """Every combination of a document's conditions counts against the budget."""
    text = "query($a: Boolean!) { buku { judul @skip(if: $a) harga } }"
    async with served(CONFIG, SCRIPT) as desk:
        one = compiled(desk, text, variables={"a": False})
        desk.engine.planning._plans._budget = weigh_plan(one)
        compiled(desk, text, variables={"a": True})
        operation = desk.engine.planning.read(Request(text))
    assert [(False, True)] == list(operation.plans)


async def test_documents_count_with_their_plans() -> None:
    """An operation that is kept for its plan keeps its document, whoever else lets go of it."""
    async with served(CONFIG, SCRIPT) as desk:
        plan = compiled(desk, "{ satu { judul } }")
        operation = desk.engine.planning.read(Request("{ satu { judul } }"))
    operation.plans.clear()
    kept = KeptPlans(weigh_plan(plan))
    kept.keep(operation, (False,), plan)
    assert {} == operation.plans


async def test_what_says_nothing_counts_too() -> None:
    """A document is as large as its text, whatever of it means something."""
    text = "{ satu { judul } }" + " " * 60_000
    async with served(CONFIG, SCRIPT) as desk:
        operation = desk.engine.planning.read(Request(text))
    assert operation.weight > len(text)
