package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import java.util.List;

/** The functions of the app, for looking at. */
record FunctionObjects(HostControl host) {
    private static final int NOT_FOUND = 404;
    private static final int NOT_IMPLEMENTED = 501;

    /** Proxies are gone from the cloud, so to include them adds none. */
    Response all(AdminRequest request) {
        App app = host.app();
        ArrayNode functions = JsonNodeFactory.instance.arrayNode();
        app.functions().forEach(function -> functions.add(FunctionObject.of(function, app, request.origin())));
        return AdminResponses.json(200, functions);
    }

    Response one(AdminRequest request) {
        App app = host.app();
        return app.function(request.name("name"))
                .map(function -> AdminResponses.json(200, FunctionObject.of(function, app, request.origin())))
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

    /** A function is in code here, which no request brings along. */
    Response change(AdminRequest request) {
        return AdminResponses.refusal(
                NOT_IMPLEMENTED,
                "Functions are not changed through this host. Change the project in "
                        + host.app().root() + " instead.");
    }
}
