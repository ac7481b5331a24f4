package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.HostControl.HostState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Returns the status, the processes and the configuration of the host. */
record HostStatusOperations(HostControl host) {
    /** The version of the Azure Functions host that this one emulates. */
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

    /** Returns only this process, in which the functions run too. */
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

    /** The effective {@code host.json} with its overrides, but without secrets. */
    private static final class EffectiveConfig {
        private static final String HIDDEN = "[Hidden Credential]";
        private static final Pattern SECRET_NAME =
                Pattern.compile("(?i).*(connectionstring|instrumentationkey|password|secret|apikey|accesskey|token)");
        private static final Pattern SECRET_VALUE = Pattern.compile(
                "(?i).*(accountkey=|sharedaccesskey=|sharedaccesssignature=|instrumentationkey=|[?&]sig=|password=).*");
        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

        private EffectiveConfig() {}

        /**
         * Builds the document.
         *
         * @param leaves values by path, such as {@code extensions:queues:batchSize}
         */
        static JsonNode of(Map<String, String> leaves) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            leaves.forEach((path, value) -> {
                String[] names = path.split(":", -1);
                ObjectNode parent = root;
                for (int depth = 0; depth < names.length - 1; depth++) {
                    JsonNode child = parent.get(names[depth]);
                    parent = child instanceof ObjectNode object ? object : parent.putObject(names[depth]);
                }
                String name = names[names.length - 1];
                parent.set(name, leaf(name, value));
            });
            return withLists(root);
        }

        private static JsonNode leaf(String name, String value) {
            if (SECRET_NAME.matcher(name).matches()
                    || SECRET_VALUE.matcher(value).matches()) {
                return TextNode.valueOf(HIDDEN);
            }
            if (NUMBER.matcher(value).matches()) {
                return LongNode.valueOf(Long.parseLong(value));
            }
            boolean truth = value.equalsIgnoreCase("true");
            return truth || value.equalsIgnoreCase("false") ? BooleanNode.valueOf(truth) : TextNode.valueOf(value);
        }

        /** Converts objects that have only numbers as names to arrays. */
        private static JsonNode withLists(JsonNode node) {
            if (!(node instanceof ObjectNode object)) {
                return node;
            }
            Map<String, JsonNode> children = new TreeMap<>();
            object.properties().forEach(child -> children.put(child.getKey(), withLists(child.getValue())));
            boolean list = !children.isEmpty()
                    && children.keySet().stream()
                            .allMatch(name -> NUMBER.matcher(name).matches());
            if (!list) {
                ObjectNode rebuilt = JsonNodeFactory.instance.objectNode();
                children.forEach(rebuilt::set);
                return rebuilt;
            }
            Map<Long, JsonNode> elements = new TreeMap<>();
            children.forEach((index, element) -> elements.put(Long.parseLong(index), element));
            ArrayNode rebuilt = JsonNodeFactory.instance.arrayNode();
            elements.values().forEach(rebuilt::add);
            return rebuilt;
        }
    }
}
