package dev.nephelite.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.Payload.Form;
import dev.nephelite.function.run.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the trigger of a run has passed, as a file for people. */
record RecordedPayload(Payload payload) {
    /**
     * That of a run.
     *
     * @throws IOException if its record does not have all of it
     */
    static RecordedPayload of(RunRecord run) throws IOException {
        Payload payload = run.details().inputs().values().stream()
                .findFirst()
                .filter(Payload::complete)
                .orElseThrow(() -> new IOException("The payload of run "
                        + run.summary().shortId() + " cannot be edited: its record does not have all of it."));
        return new RecordedPayload(payload);
    }

    byte[] bytes() {
        return payload.form() == Form.BASE64
                ? Base64.getDecoder().decode(payload.content())
                : payload.content().getBytes(StandardCharsets.UTF_8);
    }

    /** By which editors know what it is. */
    String fileEnding() {
        if (payload.form() == Form.BASE64) {
            return ".bin";
        }
        return isJson(payload.content()) ? ".json" : ".txt";
    }

    private static boolean isJson(String text) {
        try {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(text)
                    .isContainerNode();
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }
}
