package dev.nephelite.function.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads JSON files that are written by hand. They may have comments and trailing commas. */
public final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final Pattern SOURCE =
            Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]", Pattern.DOTALL);

    private JsonFile() {}

    /** Reads a JSON object; the exception for any other content names the file and the line. */
    public static ObjectNode read(Path file) {
        try {
            String text = Files.readString(file).replaceFirst("^\uFEFF", "");
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (StreamConstraintsException tooLarge) {
            throw new InvalidAppException(
                    file + " is nested too deeply, or has a name or value that is too long. "
                            + forPeople(tooLarge.getOriginalMessage()) + ". Correct the file.",
                    tooLarge);
        } catch (JsonProcessingException broken) {
            throw new InvalidAppException(
                    "%s is not valid JSON: %s (line %s). Correct the file."
                            .formatted(
                                    file,
                                    forPeople(broken.getOriginalMessage()),
                                    broken.getLocation().getLineNr()),
                    broken);
        } catch (CharacterCodingException noText) {
            throw new InvalidAppException(file + " is not text in UTF-8. Save it in that encoding.", noText);
        } catch (IOException unreadable) {
            throw new InvalidAppException(
                    file + " cannot be read. Check that it is a file and that you may read it.", unreadable);
        }
        throw new InvalidAppException(file + " must hold one JSON object, in braces.");
    }

    /** Shortens the location in a message of the parser, because our message names the file and does not quote it. */
    private static String forPeople(String message) {
        return SOURCE.matcher(message).replaceAll("line $1, column $2").strip();
    }
}
