package dev.nephelite.cloud.control;

import dev.nephelite.cloud.control.mcp.McpServer;
import dev.nephelite.cloud.control.mcp.McpTools;
import dev.nephelite.cloud.control.otlp.OtlpTracesResource;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.control.resource.ClockResource;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.cloud.control.resource.DebuggerResource;
import dev.nephelite.cloud.control.resource.EndpointsResource;
import dev.nephelite.cloud.control.resource.EventsResource;
import dev.nephelite.cloud.control.resource.ExportResource;
import dev.nephelite.cloud.control.resource.FaultsResource;
import dev.nephelite.cloud.control.resource.FunctionsResource;
import dev.nephelite.cloud.control.resource.HealthResource;
import dev.nephelite.cloud.control.resource.IdleResource;
import dev.nephelite.cloud.control.resource.LogsResource;
import dev.nephelite.cloud.control.resource.OpenApiResource;
import dev.nephelite.cloud.control.resource.ReadyResource;
import dev.nephelite.cloud.control.resource.RecordingsResource;
import dev.nephelite.cloud.control.resource.RerunsResource;
import dev.nephelite.cloud.control.resource.ResetResource;
import dev.nephelite.cloud.control.resource.RunsResource;
import dev.nephelite.cloud.control.resource.SasResource;
import dev.nephelite.cloud.control.resource.SnapshotsResource;
import dev.nephelite.cloud.control.resource.StatusResource;
import dev.nephelite.cloud.control.resource.StopResource;
import dev.nephelite.cloud.control.resource.StorageResource;
import dev.nephelite.cloud.control.resource.TracesResource;
import dev.nephelite.cloud.control.resource.TriggersResource;
import dev.nephelite.cloud.control.resource.WhyResource;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.RouteTable;
import dev.nephelite.emulator.http.RouteTable.Match;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The operations of the control plane, in the order in which {@code openapi.json} describes them. */
final class ControlRoutes implements Handler, AutoCloseable {
    private final RecordingsResource recordings;
    private final RouteTable<ControlOperation> table = RouteTable.strict();

    /** @param clock the machine's */
    ControlRoutes(ControlledCloud cloud, Clock clock) {
        recordings = new RecordingsResource(cloud, clock);
        FunctionsResource functions = new FunctionsResource(cloud);
        TracesResource traces = new TracesResource(cloud);
        RunsResource runs = new RunsResource(cloud);
        RerunsResource reruns = new RerunsResource(cloud);
        StorageResource storage = new StorageResource(cloud, clock);
        SnapshotsResource snapshots = new SnapshotsResource(cloud);
        ClockResource clocks = new ClockResource(cloud);
        TriggersResource triggers = new TriggersResource(cloud);
        FaultsResource faults = new FaultsResource(cloud);
        DebuggerResource debugger = new DebuggerResource(cloud);
        on("GET /v1/health", new HealthResource());
        onAsync("GET /v1/ready", new ReadyResource(cloud));
        on("GET /v1/status", new StatusResource(cloud));
        onAsync("GET /v1/idle", new IdleResource(cloud));
        on("GET /v1/endpoints", new EndpointsResource(cloud));
        on("GET /v1/functions", functions::list);
        on("GET /v1/functions/statistics", functions::statistics);
        onAsync("POST /v1/recordings", recordings);
        for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE")) {
            table.on(
                    method + " /v1/storage/{service}/{resource...}",
                    (request, route) -> storage.handle(request, route.name("service"), route.name("resource")));
        }
        on("POST /v1/sas", new SasResource(cloud));
        on("GET /v1/events", new EventsResource(cloud));
        on("GET /v1/logs", new LogsResource(cloud));
        on("GET /v1/runs", runs::list);
        table.on(
                "GET /v1/runs/{id}",
                (request, route) -> CompletableFuture.completedFuture(runs.show(route.name("id"))));
        table.on("POST /v1/runs/{id}/rerun", (request, route) -> reruns.rerun(request, route.name("id")));
        onAsync("POST /v1/reruns", reruns::replay);
        table.on(
                "GET /v1/traces/{id}",
                (request, route) -> CompletableFuture.completedFuture(traces.show(route.name("id"))));
        on("GET /v1/why", new WhyResource(cloud));
        on("POST /v1/reset", new ResetResource(cloud));
        on("GET /v1/export", new ExportResource(cloud));
        on("GET /v1/snapshots", snapshots::list);
        onName("PUT /v1/snapshots/{name}", snapshots::save);
        onName("DELETE /v1/snapshots/{name}", (request, name) -> snapshots.delete(name));
        onName("POST /v1/snapshots/{name}/load", (request, name) -> snapshots.load(name));
        on("GET /v1/clock", clocks::show);
        on("PUT /v1/clock", clocks::change);
        on("GET /v1/triggers", triggers::show);
        on("PUT /v1/triggers", triggers::change);
        on("GET /v1/faults", faults::list);
        on("POST /v1/faults", faults::add);
        on("DELETE /v1/faults", faults::clear);
        table.on(
                "DELETE /v1/faults/{id}",
                (request, route) -> CompletableFuture.completedFuture(faults.remove(route.name("id"))));
        on("GET /v1/debugger", debugger::state);
        onAsync("PUT /v1/debugger", debugger::open);
        on("DELETE /v1/debugger", debugger::close);
        on("POST /v1/stop", new StopResource(cloud));
        on("POST " + OtlpTracesResource.PATH, new OtlpTracesResource(cloud));
        // Made for each request, because few clouds get any.
        onAsync("POST /mcp", request -> new McpServer(new McpTools(cloud, this, clock)).handle(request));
        on("GET /v1/openapi.json", new OpenApiResource());
    }

    private void on(String line, Handler.Synchronous resource) {
        onAsync(line, Handler.of(resource));
    }

    private void onAsync(String line, Handler resource) {
        table.on(line, (request, route) -> resource.handle(request));
    }

    private void onName(String line, NamedOperation operation) {
        table.on(
                line,
                (request, route) -> CompletableFuture.completedFuture(operation.handle(request, route.name("name"))));
    }

    /** An operation on the resource with the name in the path. */
    private interface NamedOperation {
        Response handle(HttpRequest request, String name) throws IOException;
    }

    private interface ControlOperation {
        CompletionStage<Response> handle(HttpRequest request, Match<?> route) throws IOException;
    }

    /** The methods and paths, such as {@code GET /v1/health}. */
    List<String> lines() {
        return table.lines();
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        Optional<Match<ControlOperation>> match = table.find(request);
        if (match.isPresent()) {
            return match.get().operation().handle(request, match.get());
        }
        String path = request.rawPath();
        List<String> methods = table.methods(path);
        if (methods.isEmpty()) {
            throw ControlError.NOT_FOUND.exception(
                    "There is nothing at " + path + ". GET /v1/openapi.json has all paths.");
        }
        String allowed = String.join(", ", methods);
        return CompletableFuture.completedFuture(
                JsonResponse.of(ControlError.METHOD_NOT_ALLOWED.exception(path + " allows " + allowed + " only."))
                        .header("Allow", allowed));
    }

    /** Ends what would delay the responses in progress. */
    @Override
    public void close() {
        recordings.close();
    }
}
