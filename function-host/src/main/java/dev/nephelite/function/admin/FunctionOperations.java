package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.trigger.http.HttpTrigger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Returns the functions of the app. */
record FunctionOperations(HostControl host) {
    private static final int NOT_FOUND = 404;
    private static final int NOT_IMPLEMENTED = 501;

    /** Ignores {@code includeProxies}, because the cloud no longer has proxies. */
    Response all(AdminRequest request) {
        App app = host.app();
        ArrayNode functions = JsonNodeFactory.instance.arrayNode();
        app.functions().forEach(function -> functions.add(FunctionObject.of(function, app, request.baseUrl())));
        return AdminResponses.json(200, functions);
    }

    Response one(AdminRequest request) {
        App app = host.app();
        return app.function(request.name("name"))
                .map(function -> AdminResponses.json(200, FunctionObject.of(function, app, request.baseUrl())))
                .orElseGet(() -> Response.of(NOT_FOUND));
    }

    Response status(AdminRequest request) {
        App app = host.app();
        String name = request.name("name");
        List<FunctionError> errors = app.errorsOf(name);
        if (errors.isEmpty() && app.function(name).isEmpty()) {
            return Response.of(NOT_FOUND);
        }
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        errors.forEach(error -> status.withArray("errors").add(error.message()));
        return AdminResponses.json(200, status);
    }

    /** Refuses to change a function, because functions are code in the project. */
    Response change(AdminRequest request) {
        return AdminResponses.refusal(
                NOT_IMPLEMENTED,
                "Functions are not changed through this host. Change the project in "
                        + host.app().root() + " instead.");
    }

    /** The representation of a function in the administration API. */
    static final class FunctionObject {
        private static final JsonMapper JSON = new JsonMapper();

        private FunctionObject() {}

        /**
         * Describes {@code function}.
         *
         * @param baseUrl scheme, host and port, with which links begin
         */
        static ObjectNode of(FunctionDefinition function, App app, String baseUrl) {
            AppContent content = AppContent.of(app);
            Path folder = app.root().resolve(function.name());
            @Nullable Path script = function.scriptFile();
            ObjectNode object = JSON.createObjectNode();
            object.put("name", function.name());
            object.put("script_root_path_href", href(content, folder, baseUrl));
            object.put("script_href", script == null ? null : href(content, script, baseUrl));
            object.put("config_href", href(content, folder.resolve("function.json"), baseUrl));
            object.putNull("test_data_href");
            object.put("href", baseUrl + AdminPaths.FUNCTIONS + "/" + function.name());
            if (function.trigger().isType(HttpTrigger.NAME)) {
                String path = HttpTrigger.path(function, app.host());
                object.put("invoke_url_template", (baseUrl + "/" + path).toLowerCase(Locale.ROOT));
            }
            object.put("language", language(app));
            object.set("config", config(function, script));
            object.putNull("files");
            object.put("test_data", "");
            object.put("isDisabled", function.disabled());
            object.put("isDirect", false);
            object.put("isProxy", false);
            return object;
        }

        private static @Nullable String language(App app) {
            @Nullable String runtime = app.settings().value(WorkerRuntime.SETTING);
            return runtime == null ? null : runtime.toLowerCase(Locale.ROOT);
        }

        /** Null if the file does not exist, such as the {@code function.json} of an annotated method. */
        private static @Nullable String href(AppContent content, Path file, String baseUrl) {
            return content.pathOf(file)
                    .map(path -> link(baseUrl, path, Files.isDirectory(file)))
                    .orElse(null);
        }

        /** The URL of a file or folder of the app. */
        static String link(String baseUrl, String path, boolean folder) {
            try {
                return baseUrl
                        + new URI(null, null, AdminPaths.FILES + "/" + path + (folder ? "/" : ""), null)
                                .toASCIIString();
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** The function in the format of {@code function.json}, even if it was declared by annotations. */
        private static ObjectNode config(FunctionDefinition function, @Nullable Path script) {
            ObjectNode config = JSON.createObjectNode();
            if (script != null) {
                config.put("scriptFile", "../" + script.getFileName());
            }
            if (!function.entryPoint().isEmpty()) {
                config.put("entryPoint", function.entryPoint());
            }
            function.bindings().forEach(binding -> config.withArray("bindings").add(binding(binding)));
            return config;
        }

        private static ObjectNode binding(BindingDefinition binding) {
            ObjectNode object = JSON.createObjectNode();
            object.put("type", binding.type());
            object.put("direction", binding.direction().name().toLowerCase(Locale.ROOT));
            object.put("name", binding.name());
            if (binding.dataType() != DataType.UNDEFINED) {
                object.put("dataType", binding.dataType().name().toLowerCase(Locale.ROOT));
            }
            binding.attributes().forEach((name, value) -> object.set(name, JSON.valueToTree(value)));
            return object;
        }
    }
}
