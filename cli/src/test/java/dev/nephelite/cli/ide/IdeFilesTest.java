package dev.nephelite.cli.ide;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdeFilesTest {
    private static final String USERS = "{\"configurations\": [{\"name\": \"mine\"}]}";

    @TempDir
    private Path project;

    private IdeReport write() throws IOException {
        return new IdeFiles(project, new AttachConfiguration(5005)).write();
    }

    private Path launchJson() {
        return project.resolve(".vscode/launch.json");
    }

    private Path runXml() {
        return project.resolve(".run/Nephelite functions.run.xml");
    }

    private Path writeLaunchJson(String text) throws IOException {
        Files.createDirectories(project.resolve(".vscode"));
        return Files.writeString(launchJson(), text);
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(project.resolve(folder))) {
            return files.toList();
        }
    }

    @Test
    void a_project_without_configurations_gets_one_for_each_IDE() throws Exception {
        assertThat(write().lines()).containsExactly("created: " + launchJson(), "created: " + runXml());

        JsonNode entry = new JsonMapper().readTree(launchJson().toFile()).at("/configurations/0");
        assertThat(entry.path("type").asText()).isEqualTo("java");
        assertThat(entry.path("request").asText()).isEqualTo("attach");
        assertThat(entry.path("hostName").asText()).isEqualTo("localhost");
        assertThat(entry.path("port").asInt()).isEqualTo(5005);
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(runXml()))))
                .getDocumentElement();
        Element configuration =
                (Element) root.getElementsByTagName("configuration").item(0);
        assertThat(configuration.getAttribute("type")).isEqualTo("Remote");
        assertThat(configuration.getAttribute("name")).isEqualTo("Nephelite functions");
        assertThat(options(configuration))
                .containsEntry("USE_SOCKET_TRANSPORT", "true")
                .containsEntry("SERVER_MODE", "false")
                .containsEntry("HOST", "localhost")
                .containsEntry("PORT", "5005");
    }

    private static Map<String, String> options(Element configuration) {
        NodeList options = configuration.getElementsByTagName("option");
        return IntStream.range(0, options.getLength())
                .mapToObj(i -> (Element) options.item(i))
                .collect(Collectors.toMap(
                        option -> option.getAttribute("name"), option -> option.getAttribute("value")));
    }

    @Test
    void nothing_is_written_a_second_time() throws Exception {
        write();
        String launch = Files.readString(launchJson());
        Files.writeString(runXml(), "changed by the user");

        assertThat(write().lines()).containsExactly("unchanged: " + launchJson(), "unchanged: " + runXml());

        assertThat(launchJson()).hasContent(launch);
        assertThat(runXml()).hasContent("changed by the user");
    }

    @Test
    void another_port_is_another_configuration() throws Exception {
        write();

        IdeReport report = new IdeFiles(project, new AttachConfiguration(5006)).write();

        assertThat(report.lines())
                .containsExactly(
                        "added: " + launchJson(),
                        "created: " + project.resolve(".run/Nephelite functions on port 5006.run.xml"));
        assertThat(new JsonMapper().readTree(launchJson().toFile()).path("configurations"))
                .hasSize(2);
    }

    @Test
    void a_file_of_the_user_gets_an_entry_and_no_draft_is_left() throws Exception {
        writeLaunchJson(USERS);

        assertThat(write().lines()).contains("added: " + launchJson());

        assertThat(launchJson()).content().startsWith("{\"configurations\": [{\"name\": \"mine\"},");
        assertThat(files(".vscode")).containsExactly(launchJson());
    }

    @Test
    void a_file_that_cannot_be_changed_safely_stays_and_the_user_gets_the_entry() throws Exception {
        writeLaunchJson("{broken");

        IdeReport report = write();

        assertThat(report.lines()).containsExactly("refused: " + launchJson(), "created: " + runXml());
        assertThat(launchJson()).hasContent("{broken");
        assertThatThrownBy(report::requireComplete)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(launchJson() + " is not changed")
                .hasMessageContaining("\n    \"request\": \"attach\",\n");
    }

    @Test
    void a_file_in_another_encoding_stays() throws Exception {
        Files.createDirectories(project.resolve(".vscode"));
        byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
        Files.write(launchJson(), latin);

        assertThat(write().lines()).contains("refused: " + launchJson());

        assertThat(launchJson()).hasBinaryContent(latin);
    }

    @Test
    void programs_read_what_was_done_as_JSON() throws Exception {
        JsonNode report = new JsonMapper().readTree(write().json());

        assertThat(report.path("configuration").asText()).isEqualTo("Nephelite functions");
        assertThat(report.at("/files/0/outcome").asText()).isEqualTo("created");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions, and links need a privilege")
    void a_link_stays_a_link_and_the_permissions_stay_the_same() throws Exception {
        Path shared = Files.writeString(project.resolve("shared.json"), USERS);
        Files.setPosixFilePermissions(shared, fromString("rw-rw-r--"));
        Files.createDirectories(project.resolve(".vscode"));
        Files.createSymbolicLink(launchJson(), shared);

        write();

        assertThat(launchJson()).isSymbolicLink();
        assertThat(shared).content().contains("Nephelite functions");
        assertThat(Files.getPosixFilePermissions(shared)).isEqualTo(fromString("rw-rw-r--"));
    }
}
