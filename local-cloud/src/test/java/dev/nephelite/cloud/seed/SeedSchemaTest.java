package dev.nephelite.cloud.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Compares the published schema of test data with the code that reads it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeedSchemaTest {
    @Test
    void it_has_the_members_that_are_read() throws IOException {
        JsonNode schema = new JsonMapper()
                .readTree(Path.of("..", "docs", "seed.schema.json").toFile());

        assertThat(names(schema.path("properties"))).isEqualTo(SeedDocument.OF_DOCUMENT);
        assertThat(names(schema.at("/properties/containers/additionalProperties/properties")))
                .isEqualTo(SeedDocument.OF_CONTAINER);
        assertThat(names(schema.at("/$defs/blob/properties"))).isEqualTo(SeedDocument.OF_BLOB);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
