"""The application: each address asks one question of the published version."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Path, Query, Request, Response

from clientele.service import questions
from clientele.service.bodies import (
    MOST_CUSTOMERS,
    MOST_RECOMMENDATIONS,
    Basket,
    Cluster,
    Score,
    Value,
)
from clientele.service.contract import answers, write_contract
from clientele.service.guard import Counts, Guard
from clientele.service.problems import Problem, answer_problems
from clientele.service.settings import Settings
from clientele.service.versions import Read, Versions

CustomerId = Annotated[str, Path(min_length=1, max_length=200, examples=["C10153"])]
Name = Annotated[str | None, Query(min_length=1, max_length=200)]
Rows = Annotated[int, Query(ge=1, le=MOST_RECOMMENDATIONS)]


def make_app(settings: Settings) -> FastAPI:
    """Return the application that answers from a published database.

    Raises:
        ServiceError: The database does not exist or cannot be read.

    """
    versions = Versions(settings)
    counts = Counts()
    app = FastAPI(
        title="clientele",
        lifespan=lambda _: versions.followed(),
        # These pages load scripts from other hosts.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.versions = versions
    app.add_middleware(Guard, settings=settings, counts=counts)
    answer_problems(app)

    async def answer(request: Request, question: Hashable, ask: Callable[[Read], Any]) -> Response:
        _refuse_unknown_parameters(request)
        version, written = await versions.answer(question, ask)
        headers = {"Clientele-Version": str(version.about["version"])}
        return Response(written, media_type="application/json", headers=headers)

    @app.get("/", summary="List the addresses", responses=answers("addresses"))
    async def list_addresses(request: Request) -> Response:
        def ask(read: Read) -> dict[str, Any]:
            listed = app.openapi()["paths"].items()
            return {
                "addresses": [
                    {"method": method.upper(), "address": path, "summary": one["summary"]}
                    for path, methods in listed
                    for method, one in methods.items()
                ],
                "metrics": questions.metric_names(read),
                "features": questions.model_features(read),
            }

        return await answer(request, "addresses", ask)

    @app.get("/health", summary="Say that answers are given", responses=answers("health"))
    async def health(request: Request) -> Response:
        return await answer(request, "health", lambda read: {"status": "ok"})

    @app.get("/version", summary="Name the published version", responses=answers("version"))
    async def version(request: Request) -> Response:
        about = versions.current.about
        return await answer(request, "version", lambda read: about)

    @app.get("/customers", summary="List customers", responses=answers("customers", 422))
    async def list_customers(
        request: Request,
        segment: Annotated[Name, Query(description="Only of this segment_id.")] = None,
        after: Annotated[
            Name, Query(description="`next` of the page before: the id of its last customer.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_CUSTOMERS)] = 100,
    ) -> Response:
        ask = questions.customers(segment, after, limit)
        return await answer(request, ("customers", segment, after, limit), ask)

    @app.get(
        "/customers/{customer_id}",
        summary="Show all about a customer",
        responses=answers("customer", 404, 422),
    )
    async def show_customer(request: Request, customer_id: CustomerId) -> Response:
        ask = questions.customer(customer_id)
        return await answer(request, ("customer", customer_id), ask)

    @app.get(
        "/customers/{customer_id}/recommendations",
        summary="Recommend products to a customer",
        responses=answers("recommendations_for_customer", 404, 422),
    )
    async def recommend_to_customer(
        request: Request, customer_id: CustomerId, n: Rows = 5
    ) -> Response:
        ask = questions.customer_recommendations(customer_id, n)
        return await answer(request, ("for_customer", customer_id, n), ask)

    @app.post(
        "/basket/recommendations",
        summary="Recommend products that go with a basket",
        responses=answers("recommendations_for_basket", 422),
    )
    async def recommend_for_basket(request: Request, basket: Basket) -> Response:
        ask = questions.basket_recommendations(basket.products, basket.customer_id, basket.n)
        question = ("basket", tuple(basket.products), basket.customer_id, basket.n)
        return await answer(request, question, ask)

    @app.post(
        "/score",
        summary="Give the scores and the segment of metrics",
        responses=answers("score", 404, 422),
    )
    async def score(request: Request, metrics: Score) -> Response:
        given = (metrics.recency_days, metrics.frequency, metrics.monetary)
        return await answer(request, ("score", *given), questions.score(*given))

    @app.post(
        "/cluster",
        summary="Give the cluster of features",
        responses=answers("cluster", 404, 422),
    )
    async def cluster(request: Request, wanted: Cluster) -> Response:
        question = ("cluster", tuple(sorted(wanted.features.items())))
        return await answer(request, question, questions.cluster(wanted.features))

    @app.post(
        "/value",
        summary="Give the orders and the revenue that are expected of metrics",
        responses=answers("value", 404, 422),
    )
    async def value(request: Request, metrics: Value) -> Response:
        given = (
            metrics.recency_days,
            metrics.frequency,
            metrics.tenure_days,
            metrics.monetary,
        )
        return await answer(request, ("value", *given), questions.value(*given))

    @app.get(
        "/metrics",
        summary="Count requests for Prometheus",
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
        response_class=Response,
    )
    async def count(request: Request) -> Response:
        _refuse_unknown_parameters(request)
        return Response(counts.written(), media_type="text/plain; version=0.0.4")

    @app.get(
        "/metrics/{name}",
        summary="Give a key figure",
        responses=answers("metric", 404, 422),
    )
    async def metric(
        request: Request,
        name: Annotated[str, Path(min_length=1, max_length=200, examples=["revenue"])],
        by: Annotated[Literal["month"] | None, Query(description="One value per month.")] = None,
    ) -> Response:
        return await answer(request, ("metric", name, by), questions.metric(name, by))

    write_contract(app, versions)
    return app


def _refuse_unknown_parameters(request: Request) -> None:
    """Refuse a parameter that the address does not know, which would change nothing unnoticed."""
    route = request.scope["route"]
    known = {parameter.alias for parameter in route.dependant.query_params}
    for name in request.query_params:
        if name not in known:
            raise Problem(
                "invalid-value", "This address has no such parameter.", f"/query/{name[:200]}"
            )
