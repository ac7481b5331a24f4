package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.tls.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong, and the option or command that corrects it, in one line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OptionRemediesTest {
    @TempDir
    private Path folder;

    @Nested
    class Given_a_data_folder_that_cannot_be_used {
        @Test
        void a_newer_format_is_to_be_used_with_its_version_or_replaced_by_another_folder() throws IOException {
            Files.writeString(folder.resolve("format"), "99\n");

            assertDescribed(() -> DataFolder.open(folder))
                    .isEqualTo(
                            "The data folder " + folder + " is written in format 99, and this version reads formats up"
                                    + " to 5. Use the version that wrote it, or choose another folder with --location.");
        }

        @Test
        void other_files_are_named_with_an_example_of_a_good_folder() throws IOException {
            Files.createFile(folder.resolve("pom.xml"));

            assertDescribed(() -> DataFolder.open(folder))
                    .isEqualTo(
                            "The data folder " + folder + " cannot be used: it contains files that are not Nephelite's,"
                                    + " such as pom.xml, and has to be new or empty, for example "
                                    + folder.resolve(".nephelite")
                                    + ". Choose another folder with --location.");
        }

        @Test
        void a_data_folder_inside_it_is_not_an_example_of_other_files() throws IOException {
            Path inside = Files.createDirectory(folder.resolve(".nephelite"));

            assertDescribed(() -> DataFolder.open(folder))
                    .isEqualTo("The data folder " + folder + " cannot be used: the data is in " + inside
                            + ". Name that folder, or choose another folder with --location.");

            Files.createFile(folder.resolve("pom.xml"));
            assertDescribed(() -> DataFolder.open(folder)).contains("such as pom.xml");
        }

        @Test
        void a_folder_in_use_can_be_freed() throws IOException {
            try (DataFolder owner = DataFolder.open(folder)) {
                assertDescribed(() -> DataFolder.open(owner.path()))
                        .endsWith(" (pid " + ProcessHandle.current().pid()
                                + "). Stop that process, or choose another folder with --location.");
            }
        }

        @Test
        void a_folder_that_does_not_exist_cannot_be_verified() {
            assertDescribed(() -> DataFolder.openToRead(folder.resolve("none")))
                    .endsWith(" there is no such folder. Name the one in which Nephelite has stored data.");
        }

        @Test
        void damage_is_answered_with_the_command_that_repairs_it() {
            assertThat(OptionRemedies.describe(new DataDamagedException(folder, "The file a is damaged")))
                    .isEqualTo("The file a is damaged. Nothing was changed. Run 'nephelite repair " + folder
                            + "', restore a backup of the folder, or choose another one with --location.");
        }

        @Test
        void an_interrupted_repair_is_finished_by_another_one() throws IOException {
            try (DataFolder opened = DataFolder.open(folder)) {
                Files.createFile(opened.unfinishedRepair());

                assertDescribed(opened::requireNoUnfinishedRepair)
                        .isEqualTo("A repair of the data folder " + folder + " was interrupted. Run 'nephelite repair "
                                + folder + "', which finishes it.");
            }
        }
    }

    @Nested
    class Given_a_certificate_that_cannot_be_used {
        @Test
        void a_file_without_one_may_be_of_the_other_kind() throws IOException {
            Path empty = Files.createFile(folder.resolve("a.pem"));

            assertDescribed(() -> ServerCertificate.fromPem(empty, empty))
                    .isEqualTo(
                            empty + " has no certificate. A PEM file with one has a line -----BEGIN CERTIFICATE-----;"
                                    + " a PKCS#12 file wants --pwd, not --key.");
        }

        @Test
        void a_file_that_cannot_be_opened_may_be_of_the_other_kind() throws IOException {
            Path empty = Files.createFile(folder.resolve("a.pfx"));

            assertDescribed(() -> ServerCertificate.fromPkcs12(empty, "secret"))
                    .isEqualTo(empty + " cannot be opened: it is not a PKCS#12 file, or the password is wrong."
                            + " Check --pwd; PEM files want --key instead.");
        }

        @Test
        void a_file_that_is_missing_has_another_path() {
            Path missing = folder.resolve("a.pem");

            assertDescribed(() -> ServerCertificate.fromPem(missing, missing))
                    .isEqualTo(missing + " does not exist. Check the path.");
        }
    }

    @Nested
    class Given_a_client_that_is_refused {
        @Test
        void a_page_is_told_the_option_that_allows_its_host() throws Exception {
            try (LocalCloud cloud =
                    LocalCloud.builder().remedies(OptionRemedies.ofRefusals()).start()) {
                assertThat(get(cloud, "Origin", "https://app.example"))
                        .contains("or start Nephelite with --allowed-host app.example.");
            }
        }

        @Test
        void a_bearer_of_a_token_is_told_the_options_that_accept_it() throws Exception {
            try (LocalCloud cloud =
                    LocalCloud.builder().remedies(OptionRemedies.ofRefusals()).start()) {
                assertThat(get(cloud, "Authorization", "Bearer token"))
                        .contains("Bearer is not allowed with HTTP. To use it, start Nephelite with --cert and --oauth"
                                + " basic; or use a connection string.");
            }
        }

        private static String get(LocalCloud cloud, String header, String value) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(cloud.endpoints().blob() + "/container?restype=container"))
                    .header(header, value)
                    .header("x-ms-version", "2021-08-06")
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        }
    }

    private static AbstractStringAssert<?> assertDescribed(ThrowingCallable action) {
        return assertThat(OptionRemedies.describe(catchThrowable(action)));
    }
}
