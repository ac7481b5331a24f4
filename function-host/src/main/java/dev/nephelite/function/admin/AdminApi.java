package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.RouteTable;
import dev.nephelite.emulator.http.RouteTable.Match;
import dev.nephelite.function.admin.AdminRequest.AdminOperation;
import dev.nephelite.function.key.AppKeys;
import dev.nephelite.function.key.KeyAuthorizer;
import dev.nephelite.function.log.HostLog;
import java.io.IOException;
import java.util.Optional;

/**
 * The administration API below {@code /admin}; all routes are listed here in the order of the reference. Thread-safe.
 */
public final class AdminApi implements Handler.Synchronous {
    private final KeyAuthorizer keyAuthorizer;
    private final RouteTable<AdminOperation> open = RouteTable.lenient();
    private final RouteTable<AdminOperation> guarded = RouteTable.lenient();

    /**
     * Creates the API of {@code host}.
     *
     * @param own handles the paths that only Nephelite has
     */
    public AdminApi(
            HostControl host, KeyAuthorizer keyAuthorizer, AppKeys appKeys, HostLog log, Handler.Synchronous own) {
        this.keyAuthorizer = keyAuthorizer;
        open.on("GET|POST /admin/host/ping", request -> Response.of(200));
        InvocationOperations invocations = new InvocationOperations(host);
        onHost(host, invocations, log);
        onFunctions(host, invocations);
        onKeys(host, appKeys);
        guarded.on("GET|POST /admin/nephelite/{rest...}", request -> own.handle(request.http()));
    }

    private void onHost(HostControl host, InvocationOperations invocations, HostLog log) {
        HostStatusOperations status = new HostStatusOperations(host);
        HostOperations hostOperations = new HostOperations(host);
        guarded.on("GET /admin/host/status", status::status)
                .on("GET /admin/host/processes", status::processes)
                .on("GET /admin/host/config", status::config)
                .on("POST /admin/host/drain", hostOperations::drain)
                .on("GET /admin/host/drain/status", hostOperations::drainStatus)
                .on("POST /admin/host/resume", hostOperations::resume)
                .on("POST /admin/host/restart", hostOperations::restart)
                .on("PUT /admin/host/state", hostOperations::state)
                .on("POST /admin/host/log", new LogOperations(log))
                .on("POST /admin/host/synctriggers", HostOperations::syncTriggers)
                .on("POST /admin/host/scale/status", HostOperations::scaleStatus)
                .on("POST /admin/host/debug", HostOperations::debug)
                .on("GET|POST /admin/warmup", invocations::warmup);
    }

    private void onFunctions(HostControl host, InvocationOperations invocations) {
        FunctionOperations functions = new FunctionOperations(host);
        AppFileOperations files = new AppFileOperations(host);
        guarded.on("GET /admin/functions", functions::all)
                .on("GET /admin/functions/{name}", functions::one)
                .on("GET /admin/functions/{name}/status", functions::status)
                .on("POST /admin/functions/{name}", invocations::invoke)
                .on("PUT|DELETE /admin/functions/{name}", functions::change)
                .on("GET /admin/functions/download", files::download)
                .on("GET|HEAD /admin/vfs/{path...}", files::view);
    }

    private void onKeys(HostControl host, AppKeys appKeys) {
        KeyOperations operations = new KeyOperations(host, appKeys);
        for (String scope : KeyOperations.SCOPES) {
            guarded.on("GET " + scope, operations::list)
                    .on("GET " + scope + "/{key}", operations::read)
                    .on("POST " + scope + "/{key}", operations::generate)
                    .on("PUT " + scope + "/{key}", operations::put)
                    .on("DELETE " + scope + "/{key}", operations::delete);
        }
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        Optional<Match<AdminOperation>> opened = open.find(request);
        Optional<Response> refusal = opened.isPresent()
                ? keyAuthorizer.refusalOfForeignPage(request)
                : keyAuthorizer.refusalToAdminister(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Match<AdminOperation>> match = opened.isPresent() ? opened : guarded.find(request);
        return match.isPresent()
                ? match.get().operation().handle(new AdminRequest(request, match.get()))
                : Response.of(404);
    }
}
