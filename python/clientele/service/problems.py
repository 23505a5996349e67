"""Errors of the service: one sentence at the start, and problem details (RFC 9457) in an answer."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
# The titles of all problems, by their code.
PROBLEMS = {
    "not-found": (404, "The shop has nothing by this name"),
    "no-such-address": (404, "The service has no such address"),
    "method-not-allowed": (405, "This address does not take this method"),
    "invalid-value": (422, "A value of the request is not allowed"),
    "key-wrong": (401, "The request does not bring the key"),
    "host-wrong": (421, "The request is meant for another host"),
    "body-too-large": (413, "The body of the request is too large"),
    "body-too-slow": (408, "The body of the request did not arrive in time"),
    "too-many-requests": (503, "The service answers as many requests as it can"),
    "too-slow": (504, "The answer took too long"),
    "internal": (500, "The service failed"),
}
BY_STATUS = {404: "no-such-address", 405: "method-not-allowed"}


class ServiceError(Exception):
    """The service cannot start. The text is `[code] sentence`."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code apart, as tests ask for it."""
        super().__init__(f"[{code}] {sentence}")
        self.code = code


class Problem(Exception):
    """A request that cannot be answered.

    Attributes:
        code: A code of PROBLEMS.
        detail: What is wrong with this request, and how to correct it.

    """

    def __init__(
        self, code: str, detail: str, pointer: str = "", headers: dict[str, str] | None = None
    ) -> None:
        """Keep what the answer says. `pointer` is where in the request the wrong value is."""
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = [{"pointer": pointer, "detail": detail}] if pointer else []
        self.headers = headers


def answer(
    code: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Return the answer to a request that has a problem.

    >>> answer("not-found", "No customer X.").body.decode()
    '{"type":"urn:clientele:problem:not-found","title":"The shop has nothing by this name",...}'

    """
    status, title = PROBLEMS[code]
    body: dict[str, Any] = {
        "type": f"urn:clientele:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def answer_problems(app: FastAPI) -> None:
    """Let every error of an application become problem details."""

    @app.exception_handler(Problem)
    async def _(request: Request, problem: Problem) -> JSONResponse:
        return answer(problem.code, problem.detail, problem.errors, problem.headers)

    @app.exception_handler(RequestValidationError)
    async def _(request: Request, error: RequestValidationError) -> JSONResponse:
        errors = [
            {"pointer": "/" + "/".join(map(str, one["loc"])), "detail": one["msg"]}
            for one in error.errors()
        ]
        return answer("invalid-value", "Correct the values that `errors` names.", errors)

    @app.exception_handler(HTTPException)
    async def _(request: Request, error: HTTPException) -> JSONResponse:
        code = BY_STATUS.get(error.status_code, "invalid-value")
        detail = f"{request.method} of this address is unknown. `GET /` lists all addresses."
        return answer(code, detail, headers=dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def _(request: Request, error: Exception) -> JSONResponse:
        return answer("internal", "The log of the service has the reason.")
