package dev.nephelite.junit.runtime;

import dev.nephelite.function.run.Payload.Form;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.junit.cloud.FunctionInvocation.Payload;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts the inputs and outputs of functions to what a test sees of them. */
final class Payloads {
    private Payloads() {}

    /** The values that exist, in the same order. */
    static Map<String, Payload> of(Map<String, TypedData> values) {
        Map<String, Payload> payloads = new LinkedHashMap<>();
        dev.nephelite.function.run.Payload.ofAll(values).forEach((name, value) -> payloads.put(name, of(value)));
        return payloads;
    }

    /** HTTP requests and responses are one text: the first line and, if there is one, the body. */
    private static Payload of(dev.nephelite.function.run.Payload value) {
        if (value.http() == null) {
            return new Payload(value.content(), value.bytes());
        }
        boolean hasBody = value.bytes() != 0 || value.form() == Form.STREAM;
        String text = hasBody
                ? value.http().line() + "\n\n" + value.content()
                : value.http().line();
        return new Payload(
                text.length() > Payload.MAX_CHARACTERS ? text.substring(0, Payload.MAX_CHARACTERS) : text,
                value.bytes());
    }
}
