package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.emulator.http.fault.FaultInjector.ActiveRule;
import dev.nephelite.emulator.http.fault.FaultInjector.CutBody;
import dev.nephelite.emulator.http.fault.FaultInjector.ErrorAnswer;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Outcome;
import dev.nephelite.emulator.http.fault.FaultInjector.PassOn;
import dev.nephelite.emulator.http.fault.FaultInjector.Reset;
import dev.nephelite.emulator.http.fault.FaultInjector.Rule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for faults in the form that {@code openapi.json} describes. */
final class FaultRuleJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String OPERATION = "operation";
    private static final String RESOURCE = "resource";
    private static final String ON_CALL = "onCall";
    private static final String PROBABILITY = "probability";
    private static final String SEED = "seed";
    private static final String DELAY = "delayMilliseconds";
    private static final String ERROR = "error";
    private static final String RESET = "reset";
    private static final String CUT = "cutAfterBytes";
    private static final String STATUS = "status";
    private static final String CODE = "code";
    private static final String MESSAGE = "message";

    private static final Set<String> OF_RULE =
            Set.of(OPERATION, RESOURCE, ON_CALL, PROBABILITY, SEED, DELAY, ERROR, RESET, CUT);
    private static final Set<String> OF_ERROR = Set.of(STATUS, CODE, MESSAGE);

    private FaultRuleJson() {}

    /**
     * Reads a rule.
     *
     * @throws ControlException if it is not one
     */
    static Rule read(byte[] json) throws IOException {
        JsonNode object;
        try {
            object = JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw refusal("it is not JSON: " + malformed.getOriginalMessage());
        }
        requireMembers(object, "a rule", OF_RULE);
        try {
            return new Rule(
                    new Fault(Duration.ofMillis(number(object, DELAY, 0)), outcome(object)),
                    text(object, OPERATION),
                    text(object, RESOURCE),
                    number(object, ON_CALL, 0),
                    probability(object),
                    object.has(SEED) ? number(object, SEED, 0) : null);
        } catch (IllegalArgumentException invalid) {
            throw refusal(String.valueOf(invalid.getMessage()));
        }
    }

    private static Outcome outcome(JsonNode object) {
        List<Outcome> outcomes = new ArrayList<>();
        if (object.has(ERROR)) {
            JsonNode error = object.path(ERROR);
            requireMembers(error, ERROR, OF_ERROR);
            // A number that is not an int is not a status, either.
            int status = (int) Math.max(-1, Math.min(number(error, STATUS, 0), Integer.MAX_VALUE));
            @Nullable String code = text(error, CODE);
            @Nullable String message = text(error, MESSAGE);
            if (code == null) {
                throw new IllegalArgumentException("an error has a code, such as ServerBusy");
            }
            outcomes.add(new ErrorAnswer(status, code, message == null ? "A fault rule says so." : message));
        }
        if (object.has(RESET)) {
            if (!object.path(RESET).isBoolean()) {
                throw notA(RESET, "true or false");
            }
            if (object.path(RESET).booleanValue()) {
                outcomes.add(new Reset());
            }
        }
        if (object.has(CUT)) {
            outcomes.add(new CutBody(number(object, CUT, 0)));
        }
        if (outcomes.size() > 1) {
            throw new IllegalArgumentException(ERROR + ", " + RESET + " and " + CUT + " exclude one another");
        }
        if (outcomes.isEmpty() && number(object, DELAY, 0) == 0) {
            throw new IllegalArgumentException(
                    "it has none of " + String.join(", ", DELAY, ERROR, RESET, CUT) + ", so it would do nothing");
        }
        return outcomes.isEmpty() ? new PassOn() : outcomes.get(0);
    }

    private static double probability(JsonNode object) {
        JsonNode value = object.path(PROBABILITY);
        if (value.isMissingNode()) {
            return 1;
        }
        if (!value.isNumber()) {
            throw notA(PROBABILITY, "a number");
        }
        return value.doubleValue();
    }

    private static long number(JsonNode object, String name, long missing) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return missing;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw notA(name, "a whole number");
        }
        return value.longValue();
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw notA(name, "a text");
        }
        return value.textValue();
    }

    private static void requireMembers(JsonNode object, String subject, Set<String> known) {
        if (!object.isObject()) {
            throw refusal(subject + " is an object");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw refusal("there is no member '" + name + "'. GET /v1/openapi.json has all of them");
            }
        }
    }

    private static IllegalArgumentException notA(String name, String kind) {
        return new IllegalArgumentException(name + " is " + kind);
    }

    private static ControlException refusal(String reason) {
        return ControlError.INVALID_PARAMETER.exception("The rule is invalid: " + reason + ".");
    }

    /** Writes a rule with its id, the seed that was chosen and how often it has applied. */
    static Map<String, Object> write(ActiveRule active) {
        Rule rule = active.rule();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(active.id()));
        if (rule.operation() != null) {
            json.put(OPERATION, rule.operation());
        }
        if (rule.resource() != null) {
            json.put(RESOURCE, rule.resource());
        }
        json.put(ON_CALL, rule.onCall());
        json.put(PROBABILITY, rule.probability());
        json.put(SEED, active.seed());
        json.put(DELAY, rule.fault().delay().toMillis());
        Outcome outcome = rule.fault().outcome();
        if (outcome instanceof ErrorAnswer error) {
            json.put(ERROR, Map.of(STATUS, error.status(), CODE, error.code(), MESSAGE, error.message()));
        } else if (outcome instanceof Reset) {
            json.put(RESET, true);
        } else if (outcome instanceof CutBody cut) {
            json.put(CUT, cut.bytes());
        }
        json.put("requests", active.requests());
        json.put("faults", active.faults());
        return json;
    }
}
