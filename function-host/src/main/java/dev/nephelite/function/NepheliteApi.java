package dev.nephelite.function;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.AdminPaths;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.log.LogStream;
import dev.nephelite.function.trigger.http.HttpRequestConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The endpoints that only this host has, for its own commands and for tests: the list of functions, the log as a
 * stream, and invocations whose result is returned.
 *
 * @param run invokes a function with an input and waits for its end; empty if there is no such function
 */
record NepheliteApi(
        Supplier<List<HostedFunction>> functions,
        LogHistory log,
        BiFunction<String, String, Optional<InvocationReport>> run)
        implements Handler.Synchronous {
    private static final Pattern RUN = Pattern.compile(AdminPaths.HOSTED_FUNCTIONS + "/(?<name>[^/]+)/run");

    @Override
    public Response handle(HttpRequest request) throws IOException {
        return switch (request.method() + " " + request.rawPath()) {
            case "GET " + AdminPaths.HOSTED_FUNCTIONS -> json(new FunctionList(functions.get()).json());
            case "GET " + AdminPaths.LOG -> new LogStream(log).handle(request);
            default -> run(request, RUN.matcher(request.rawPath()));
        };
    }

    private Response run(HttpRequest request, Matcher path) throws IOException {
        if (!path.matches() || !request.method().equals("POST")) {
            return Response.of(404);
        }
        Optional<byte[]> input = HttpRequestConverter.readBody(request);
        return input.isEmpty()
                ? Response.of(413)
                : run.apply(path.group("name"), new String(input.get(), StandardCharsets.UTF_8))
                        .map(report -> json(report.json()))
                        .orElseGet(() -> Response.of(404));
    }

    private static Response json(String document) {
        return Response.of(200)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(Body.text(document + "\n"));
    }
}
