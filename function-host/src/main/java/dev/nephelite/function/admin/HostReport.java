package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a host tells of itself. */
record HostReport(HostControl host) {
    /** The generation of the cloud's host that this one stands in for. */
    private static final String VERSION = "4.0.0.0";

    Response status(AdminRequest request) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("id", host.hostId());
        status.put("state", host.state().text());
        status.put("version", VERSION);
        status.put("versionDetails", VERSION + " Nephelite");
        status.put("instanceId", host.instanceId().toString().replace("-", ""));
        status.put("computerName", host.computerName());
        Duration uptime = Duration.between(host.startedAt(), request.http().receivedAt());
        status.put("processUptime", uptime.toMillis());
        Map<String, String> settings = host.app().host().document();
        @Nullable String bundle = settings.get("extensionBundle:id");
        if (bundle != null) {
            status.putObject("extensionBundle")
                    .put("id", bundle)
                    .put("version", settings.getOrDefault("extensionBundle:version", ""));
        }
        if (host.state() == HostState.ERROR) {
            host.app().errors().forEach(error -> status.withArray("errors").add(error.message()));
        }
        return AdminResponses.json(200, status);
    }

    /** There is one, for functions run in the host's own. */
    Response processes(AdminRequest request) {
        ProcessHandle process = ProcessHandle.current();
        String command = process.info().command().orElse("java");
        ObjectNode processes = JsonNodeFactory.instance.objectNode();
        processes
                .putArray("processes")
                .addObject()
                .put("processId", process.pid())
                .put("processName", String.valueOf(Path.of(command).getFileName()))
                .put("isEligibleForOpenInBrowser", false);
        return AdminResponses.json(200, processes);
    }

    Response config(AdminRequest request) {
        return AdminResponses.json(200, EffectiveConfig.of(host.app().host().document()));
    }
}
