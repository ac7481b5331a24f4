package dev.nephelite.function;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.RouteTable;
import dev.nephelite.emulator.http.RouteTable.Match;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.AdminPaths;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.log.LogStream;
import dev.nephelite.function.trigger.http.HttpRequestConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The endpoints that only this host has: the list of functions, the log as a stream, and runs by hand. Thread-safe. */
final class NepheliteApi implements Handler.Synchronous {
    private final ManualRun run;
    private final RouteTable<Endpoint> routes;

    NepheliteApi(Supplier<List<HostedFunction>> functions, LogHistory log, ManualRun run) {
        this.run = run;
        LogStream logStream = new LogStream(log);
        routes = RouteTable.<Endpoint>strict()
                .on(
                        "GET " + AdminPaths.HOSTED_FUNCTIONS,
                        (request, route) -> json(new FunctionList(functions.get()).json()))
                .on("GET " + AdminPaths.LOG, (request, route) -> logStream.handle(request))
                .on("POST " + AdminPaths.HOSTED_FUNCTIONS + "/{name}/run", this::run);
    }

    /** Runs a function by hand. */
    @FunctionalInterface
    interface ManualRun {
        /**
         * Invokes a function with an input and waits for its end.
         *
         * @param client the trace context that the client sent, or null
         * @return empty if there is no such function
         */
        Optional<InvocationReport> run(String function, String input, @Nullable TraceContext client);
    }

    private interface Endpoint {
        Response handle(HttpRequest request, Match<?> route) throws IOException;
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        Optional<Match<Endpoint>> match = routes.find(request);
        return match.isPresent() ? match.get().operation().handle(request, match.get()) : Response.of(404);
    }

    private Response run(HttpRequest request, Match<?> route) throws IOException {
        Optional<byte[]> input = HttpRequestConverter.readBody(request);
        return input.isEmpty()
                ? Response.of(413)
                : run.run(
                                route.name("name"),
                                new String(input.get(), StandardCharsets.UTF_8),
                                TraceContext.sentIn(request.headers()))
                        .map(report -> json(report.json()))
                        .orElseGet(() -> Response.of(404));
    }

    private static Response json(String document) {
        return Response.of(200)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(Body.text(document + "\n"));
    }
}
