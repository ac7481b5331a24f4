package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.fault.FaultInjector;
import java.io.IOException;
import java.util.List;

/** The rules by which requests to storage fail on purpose. */
public record FaultsResource(ControlledCloud cloud) {
    private static final int MAX_BYTES = 64 * 1024;

    /** Answers with all rules. */
    public Response list(HttpRequest request) {
        return JsonResponse.of(
                200, cloud.faults().rules().stream().map(FaultRuleJson::write).toList());
    }

    /** Adds the rule in the body, and answers with it and its id. */
    public Response add(HttpRequest request) throws IOException {
        byte[] body = request.body().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw ControlError.INVALID_PARAMETER.exception("A rule has at most " + MAX_BYTES + " bytes.");
        }
        FaultInjector.Rule rule = FaultRuleJson.read(body);
        try {
            return JsonResponse.of(201, FaultRuleJson.write(cloud.faults().add(rule)));
        } catch (IllegalStateException full) {
            throw ControlError.TOO_MANY_RULES.exception(String.valueOf(full.getMessage()));
        }
    }

    /** Removes all rules. */
    public Response clear(HttpRequest request) {
        cloud.faults().clear();
        return Response.of(204);
    }

    /** Removes one rule. */
    public Response remove(String id) {
        List<FaultInjector.ActiveRule> named = cloud.faults().rules().stream()
                .filter(rule -> Long.toString(rule.id()).equals(id))
                .toList();
        if (named.isEmpty()) {
            throw ControlError.NOT_FOUND.exception(
                    "There is no rule '" + id + "'. GET /v1/faults lists the rules with their ids.");
        }
        named.forEach(cloud.faults()::remove);
        return Response.of(204);
    }
}
