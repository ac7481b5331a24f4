package dev.nephelite.cli.ide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaunchJsonTest {
    private static final AttachConfiguration CONFIGURATION = new AttachConfiguration(5005);

    private static String added(String text) {
        return LaunchJson.parse(text).orElseThrow().with(CONFIGURATION);
    }

    @Test
    void an_entry_is_added_behind_the_others_and_everything_else_stays() {
        String text = """
                {
                  // How we start it.  Keep the order!
                  "version": "0.2.0",
                  "configurations": [
                    {
                      "type": "java", "name": "App", /* the "main" one ] } */
                      "request": "launch",
                      "args": ["a", "b",], // both
                    } // end of App
                    // more to come
                  ],
                  "compounds": [],
                }
                """;

        assertThat(added(text)).isEqualTo(text.replace("""
                    } // end of App
                    // more to come
                """, """
                    }, // end of App
                    // more to come
                    {
                      "type": "java",
                      "name": "Nephelite functions",
                      "request": "attach",
                      "hostName": "localhost",
                      "port": 5005
                    }
                """));
    }

    @Test
    void a_trailing_comma_is_used() {
        assertThat(added("""
                {
                \t"configurations": [
                \t\t{"name": "a"}, // here, or there
                \t]
                }
                """)).isEqualTo("""
                {
                \t"configurations": [
                \t\t{"name": "a"}, // here, or there
                \t\t{
                \t\t\t"type": "java",
                \t\t\t"name": "Nephelite functions",
                \t\t\t"request": "attach",
                \t\t\t"hostName": "localhost",
                \t\t\t"port": 5005
                \t\t}
                \t]
                }
                """);
    }

    @Test
    void a_comma_in_a_comment_separates_nothing() {
        assertThat(added("{\"configurations\": [{} /* , */ ]}"))
                .startsWith("{\"configurations\": [{}, /* , */\n    {\n");
    }

    @Test
    void an_array_on_one_line_is_broken_into_lines() {
        assertThat(added("{\"version\": \"0.2.0\", \"configurations\": []}")).isEqualTo("""
                {"version": "0.2.0", "configurations": [
                    {
                        "type": "java",
                        "name": "Nephelite functions",
                        "request": "attach",
                        "hostName": "localhost",
                        "port": 5005
                    }
                ]}""");
    }

    @Test
    void the_ends_of_lines_and_the_byte_order_mark_are_those_of_the_file() {
        String text = "\uFEFF{\r\n  \"configurations\": [\r\n  ]\r\n}\r\n";

        assertThat(added(text))
                .startsWith("\uFEFF{\r\n  \"configurations\": [\r\n    {\r\n      \"type\"")
                .endsWith("\r\n    }\r\n  ]\r\n}\r\n")
                .doesNotContainPattern("[^\r]\n");
    }

    @Test
    void only_the_member_of_the_root_is_meant() {
        String text = "{\"inputs\": [{\"configurations\": [1]}], \"configurations\": [{\"configurations\": []}]}";

        assertThat(added(text)).startsWith(text.substring(0, text.length() - 2) + ",\n");
    }

    @Test
    void what_is_added_is_found_again() {
        String text = LaunchJson.containing(new AttachConfiguration(5006));

        assertThat(LaunchJson.parse(text).orElseThrow().has(CONFIGURATION)).isFalse();
        LaunchJson both = LaunchJson.parse(added(text)).orElseThrow();
        assertThat(both.has(CONFIGURATION)).isTrue();
        assertThat(both.has(new AttachConfiguration(5006))).isTrue();
        assertThat(both.entries()).hasSize(2);
    }

    @Test
    void a_configuration_of_the_user_that_attaches_to_the_port_is_enough() {
        String text = "{\"configurations\": [{\"type\": \"java\", \"name\": \"mine\", \"request\": \"attach\","
                + " \"port\": 5005}]}";

        assertThat(LaunchJson.parse(text).orElseThrow().has(CONFIGURATION)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"configurations\": {}}",
                "{\"configurations\": [1]}",
                "{\"configurations\": [{}]",
                "{\"configurations\": [{}]} }",
                "{\"configurations\": [{} {}]}",
                "{\"configurations\": [], \"configurations\": []}",
                "{configurations: []}"
            })
    void a_text_that_cannot_be_changed_safely_is_not_parsed(String text) {
        assertThat(LaunchJson.parse(text)).isEmpty();
    }
}
