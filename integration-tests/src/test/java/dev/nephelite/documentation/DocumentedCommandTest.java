package dev.nephelite.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentedCommandTest {
    @TempDir
    private Path folder;

    @Test
    void each_line_of_a_block_is_a_command() throws IOException {
        assertThat(commands("## One\n\n```\none a \\\n    b\n\ntwo\n```\n"))
                .containsExactly(
                        new DocumentedCommand("doc.md:4", "One", "one a \\\n    b", null),
                        new DocumentedCommand("doc.md:7", "One", "two", null));
    }

    @Test
    void lines_below_a_prompt_are_output() throws IOException {
        assertThat(commands("```console\n$ one\n1\n\n2\n$ two\n```\n"))
                .containsExactly(
                        new DocumentedCommand("doc.md:2", "", "one", List.of("1", "", "2")),
                        new DocumentedCommand("doc.md:6", "", "two", List.of()));
    }

    @Test
    void a_block_that_is_not_tested_is_refused() {
        assertThatThrownBy(() -> commands("```python\nprint()\n```\n"))
                .hasMessageContaining("doc.md:1 is a block of python");
        assertThatThrownBy(() -> commands("Do this:\n\n    nephelite start\n"))
                .hasMessageContaining("doc.md:3 is an indented code block");
        assertThatThrownBy(() -> commands("```\noutput\n$ one\n```\n"))
                .hasMessageContaining("doc.md:2 is output of no command");
    }

    @Test
    void a_program_is_named_behind_its_variables() {
        assertThat(new DocumentedCommand("", "", "A=1 B=\"2\" ./bin/tool --x", null).program())
                .isEqualTo("tool");
    }

    private List<DocumentedCommand> commands(String markdown) throws IOException {
        return DocumentedCommand.in(Files.writeString(folder.resolve("doc.md"), markdown));
    }
}
