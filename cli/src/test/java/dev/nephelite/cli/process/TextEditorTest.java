package dev.nephelite.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the editors are commands of a Unix shell")
class TextEditorTest {
    private static Optional<String> edit(String command, String content) throws IOException, InterruptedException {
        return new TextEditor(command)
                .edit(content.getBytes(StandardCharsets.UTF_8), ".txt")
                .map(edited -> new String(edited, StandardCharsets.UTF_8));
    }

    @Test
    void what_the_editor_writes_is_the_new_content() throws Exception {
        assertThat(edit("cp /dev/null", "milk")).contains("");
        assertThat(edit("printf eggs >", "milk")).contains("eggs");
    }

    @Test
    void a_content_that_stays_the_same_is_empty() throws Exception {
        assertThat(edit("true", "milk")).isEmpty();
        assertThat(edit("echo milk >", "milk")).isEmpty();
        assertThat(edit("printf 'milk\\r\\n' >", "milk")).isEmpty();
        assertThat(edit("printf milk >", "milk\n")).contains("milk");
    }

    @Test
    void an_editor_that_fails_is_named() {
        assertThatThrownBy(() -> edit("false", "milk"))
                .isInstanceOf(IOException.class)
                .hasMessage("The editor 'false' has ended with 1. Name another one in VISUAL or EDITOR.");
    }

    @Test
    void variables_name_the_editor() {
        assertThat(TextEditor.in(Map.of("VISUAL", "code --wait", "EDITOR", "nano"))
                        .command())
                .isEqualTo("code --wait");
        assertThat(TextEditor.in(Map.of("VISUAL", " ", "EDITOR", "nano")).command())
                .isEqualTo("nano");
        assertThat(TextEditor.in(Map.of()).command()).isEqualTo("vi");
    }
}
