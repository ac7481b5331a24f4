package dev.nephelite.cli.command.storage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text of messages: functions expect Base64 by default, and people do not. */
final class MessageText {
    private MessageText() {}

    static String encode(byte[] text) {
        return Base64.getEncoder().encodeToString(text);
    }

    /** What the Base64 in {@code stored} stands for, or {@code stored} itself if it is not the Base64 of a text. */
    static String decode(String stored) {
        try {
            byte[] bytes = Base64.getDecoder().decode(stored);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException noBase64) {
            return stored;
        }
    }
}
