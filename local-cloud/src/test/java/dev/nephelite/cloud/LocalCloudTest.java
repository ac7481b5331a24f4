package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.get;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LocalCloudTest {
    @TempDir
    private Path folder;

    @Nested
    class Given_a_cloud_in_memory {
        @Test
        void it_serves_blobs_and_queues_to_clients_with_its_connection_string() {
            try (LocalCloud cloud = LocalCloud.builder().inMemory().start()) {
                BlobContainerClient photos = container(cloud, "photos");
                photos.getBlobClient("cat").upload(BinaryData.fromString("meow"));
                queue(cloud, "work").sendMessage("feed the cat");

                assertThat(photos.getBlobClient("cat").downloadContent()).hasToString("meow");
                assertThat(queue(cloud, "work").receiveMessage().getBody()).hasToString("feed the cat");
                assertThat(cloud.ready()).isCompleted();
            }
        }

        @Test
        void it_runs_the_functions_in_a_folder_of_classes() throws Exception {
            try (LocalCloud cloud =
                    LocalCloud.builder().inMemory().functions(letters()).start()) {
                container(cloud, "answers");
                container(cloud, "letters").getBlobClient("Ann").upload(BinaryData.fromString("Hi"));

                assertThat(get(cloud.endpoints().functions() + "/api/greet/Bob").body())
                        .isEqualTo("Hello Bob");
                assertThat(answer(cloud, "Ann")).isEqualTo("Dear Ann, you wrote: Hi");
            }
        }

        @Test
        void it_runs_functions_in_the_classes_of_this_program() throws Exception {
            FunctionApp tally = FunctionApp.ofExistingClasses(folder, List.of(TallyFunctions.class));
            Handler ofProgram = new ConsoleHandler();
            Logger logger = Logger.getLogger("program");
            logger.addHandler(ofProgram);
            try (LocalCloud first = LocalCloud.builder().functions(tally).start();
                    LocalCloud second = LocalCloud.builder().functions(tally).start()) {
                int before = TallyFunctions.CALLS.get();

                assertThat(get(first.endpoints().functions() + "/api/tally").statusCode())
                        .isEqualTo(200);
                assertThat(get(second.endpoints().functions() + "/api/tally").statusCode())
                        .isEqualTo(200);

                assertThat(TallyFunctions.CALLS).hasValue(before + 2);
            }
            assertThat(logger.getHandlers()).contains(ofProgram);
            logger.removeHandler(ofProgram);
        }

        @Test
        void a_class_without_functions_is_an_error() {
            FunctionApp none = FunctionApp.ofExistingClasses(folder, List.of(Clients.class));
            try (LocalCloud cloud = LocalCloud.builder().functions(none).start()) {
                assertThat(cloud.functionHost().orElseThrow().errors())
                        .extracting(FunctionError::message)
                        .containsExactly("The class " + Clients.class.getName() + " has no method with @FunctionName.");
            }
        }

        @Test
        void it_runs_only_the_functions_that_were_asked_for() {
            try (LocalCloud cloud = LocalCloud.builder()
                    .functions(letters().only(List.of("greet")))
                    .start()) {
                assertThat(cloud.functionHost().orElseThrow().functions())
                        .extracting(HostedFunction::name)
                        .containsExactly("greet");
            }
        }

        @Test
        void it_takes_its_time_from_its_clock() throws Exception {
            ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
            try (LocalCloud cloud = LocalCloud.builder().machineClock(clock).start()) {
                assertThat(get(cloud.endpoints().blob() + "/none/none").body()).contains("Time:2026-01-01T12:00:00");
            }
        }
    }

    @Nested
    class Given_a_data_folder {
        @Test
        void what_was_written_is_there_at_the_next_start() {
            try (LocalCloud cloud = LocalCloud.builder().location(folder).start()) {
                container(cloud, "photos").getBlobClient("cat").upload(BinaryData.fromString("meow"));
            }
            try (LocalCloud cloud = LocalCloud.builder().location(folder).start()) {
                assertThat(container(cloud, "photos").getBlobClient("cat").downloadContent())
                        .hasToString("meow");
            }
        }

        @Test
        void a_second_cloud_on_it_is_refused() {
            try (LocalCloud first = LocalCloud.builder().location(folder).start()) {
                assertThatThrownBy(() -> LocalCloud.builder().location(folder).start())
                        .isInstanceOf(DataFolderException.class)
                        .hasMessageContaining(folder.toString());
                assertThat(container(first, "photos").exists()).isTrue();
            }
        }
    }

    @Nested
    class Given_two_clouds_in_one_process {
        private LocalCloud one;
        private LocalCloud two;

        @BeforeEach
        void start() {
            one = cloud("one");
            two = cloud("two");
        }

        @AfterEach
        void close() {
            two.close();
            one.close();
        }

        private LocalCloud cloud(String account) {
            String key = Base64.getEncoder().encodeToString(("the key of " + account).getBytes(StandardCharsets.UTF_8));
            LocalCloud cloud = LocalCloud.builder()
                    .accounts(Accounts.parse(account + ":" + key))
                    .functions(letters())
                    .start();
            container(cloud, "answers");
            return cloud;
        }

        @Test
        void each_has_its_own_blobs_functions_and_events() throws Exception {
            container(one, "letters").getBlobClient("Ann").upload(BinaryData.fromString("from one"));
            container(two, "letters").getBlobClient("Ann").upload(BinaryData.fromString("from two"));

            assertThat(answer(one, "Ann")).isEqualTo("Dear Ann, you wrote: from one");
            assertThat(answer(two, "Ann")).isEqualTo("Dear Ann, you wrote: from two");
            assertThat(container(one, "answers").listBlobs())
                    .extracting(BlobItem::getName)
                    .containsExactly("Ann");
            assertThat(events(one)).contains("/storageAccounts/one").doesNotContain("/storageAccounts/two");
            assertThat(events(two)).contains("/storageAccounts/two").doesNotContain("/storageAccounts/one");
        }

        @Test
        void neither_knows_the_account_of_the_other() throws Exception {
            String stranger = one.endpoints().blob().replaceFirst("/one$", "/two") + "?comp=list";

            assertThat(get(stranger).statusCode()).isIn(403, 404);
            assertThat(one.account().name()).isEqualTo("one");
        }

        @Test
        void closing_one_leaves_the_other_as_it_is() throws Exception {
            Endpoints closed = one.endpoints();
            one.close();

            container(two, "letters").getBlobClient("Bob").upload(BinaryData.fromString("still there"));
            assertThat(answer(two, "Bob")).isEqualTo("Dear Bob, you wrote: still there");
            assertThat(get(two.endpoints().functions() + "/api/greet/Bob").body())
                    .isEqualTo("Hello Bob");
            for (String url : List.of(closed.blob(), closed.queue(), String.valueOf(closed.functions()))) {
                assertThatThrownBy(() -> get(url)).isInstanceOf(ConnectException.class);
            }
        }

        private String events(LocalCloud cloud) throws IOException, InterruptedException {
            URI blob = URI.create(cloud.endpoints().blob());
            return get("http://" + blob.getAuthority() + "/_nephelite/events?after=0&follow=false")
                    .body();
        }
    }

    @Nested
    class Given_a_function_that_runs {
        @Test
        void closing_waits_for_it_and_for_what_it_writes() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                LocalCloud cloud = LocalCloud.builder()
                        .location(folder)
                        .functions(letters())
                        .start();
                container(cloud, "answers");
                queue(cloud, "ports").sendMessage(Integer.toString(server.getLocalPort()));
                FutureTask<Void> closing = new FutureTask<>(cloud::close, null);
                try (Socket function = server.accept()) {
                    new Thread(closing).start();
                    String greet = cloud.endpoints().functions() + "/api/greet/Bob";
                    Await.until("the host accepts no more requests", () -> isRefused(greet));
                    assertThat(closing).isNotDone();
                    function.getOutputStream().write(42);
                }
                closing.get();
            }

            try (LocalCloud again = LocalCloud.builder().location(folder).start()) {
                assertThat(container(again, "answers").getBlobClient("waited").downloadContent())
                        .hasToString("waited 42");
                assertThat(queue(again, "ports").getProperties().getApproximateMessagesCountLong())
                        .isZero();
            }
        }

        private boolean isRefused(String url) throws InterruptedException {
            try {
                HttpResponse<String> response = get(url);
                return response.statusCode() == 503;
            } catch (IOException refused) {
                return true;
            }
        }
    }

    @Nested
    class Given_a_start_that_fails {
        private final List<String> changes = new CopyOnWriteArrayList<>();

        private final CloudListener listener = new CloudListener() {
            @Override
            public void storageStarted(LocalCloud cloud) {
                changes.add("storage started");
            }

            @Override
            public void ready(LocalCloud cloud) {
                changes.add("ready");
            }

            @Override
            public void closed(LocalCloud cloud) {
                changes.add("closed");
            }
        };

        private int freePort;

        @BeforeEach
        void findPort() throws IOException {
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                freePort = probe.getLocalPort();
            }
        }

        private LocalCloudBuilder builder() {
            return LocalCloud.builder().location(folder).blobPort(freePort).listener(listener);
        }

        /** The data folder and the port of the Blob service are free again. */
        private void assertNothingIsOpen() {
            LocalCloud.builder().location(folder).blobPort(freePort).start().close();
        }

        @Test
        void a_port_in_use_is_named_with_its_service_and_nothing_stays_open() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                LocalCloudBuilder builder = builder().queuePort(taken.getLocalPort());

                PortUnavailableException refused = catchThrowableOfType(PortUnavailableException.class, builder::start);

                assertThat(refused.service()).isEqualTo(CloudService.QUEUE);
                assertThat(refused.port()).isEqualTo(taken.getLocalPort());
                assertThat(refused.isForbidden()).isFalse();
                assertThat(refused)
                        .hasMessage(
                                "Port %d for the Queue service is in use. Choose another port; 0 picks a free one.",
                                taken.getLocalPort());
                assertThat(changes).containsExactly("closed");
                assertNothingIsOpen();
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void a_port_of_storage_in_use_creates_no_data_folder(boolean blob) throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Path missing = folder.resolve("missing");
                LocalCloudBuilder builder = LocalCloud.builder().location(missing);
                int port = taken.getLocalPort();
                LocalCloudBuilder mistaken = blob ? builder.blobPort(port) : builder.queuePort(port);

                PortUnavailableException refused =
                        catchThrowableOfType(PortUnavailableException.class, mistaken::start);

                assertThat(refused.service()).isEqualTo(blob ? CloudService.BLOB : CloudService.QUEUE);
                assertThat(missing).doesNotExist();
            }
        }

        @Test
        void a_port_of_the_function_host_in_use_closes_storage_again() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                LocalCloudBuilder builder =
                        builder().functions(letters().reloadOnChange(folder)).functionPort(taken.getLocalPort());

                PortUnavailableException refused = catchThrowableOfType(PortUnavailableException.class, builder::start);

                assertThat(refused.service()).isEqualTo(CloudService.FUNCTIONS);
                assertThat(changes).containsExactly("storage started", "closed");
                assertNothingIsOpen();
            }
        }

        @Test
        void no_new_data_folder_is_left_behind() throws IOException {
            Path location = folder.resolve("new");
            LocalCloudBuilder builder =
                    builder().location(location).functions(FunctionApp.in(folder.resolve("no-app")));

            assertThatThrownBy(builder::start).isInstanceOf(InvalidAppException.class);

            assertThat(location).doesNotExist();
        }

        @Test
        void a_required_app_that_cannot_be_loaded_is_not_waited_for() throws IOException {
            Path broken = Files.createDirectories(folder.resolve("broken"));
            Files.writeString(broken.resolve("host.json"), "{");
            Files.writeString(Files.createDirectories(broken.resolve("greet")).resolve("function.json"), "{}");
            Path location = folder.resolve("new");
            FunctionApp app = FunctionApp.in(broken).reloadOnChange(folder);

            assertThatThrownBy(builder().location(location).functions(app).requireApp()::start)
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContaining("host.json is not valid JSON");

            assertThat(location).doesNotExist();
        }

        @Test
        void a_data_folder_stays_if_it_existed_or_if_something_was_stored() throws IOException {
            Path existing = Files.createDirectories(folder.resolve("existing"));
            Path written = folder.resolve("written");
            FunctionApp noApp = FunctionApp.in(folder.resolve("no-app"));

            assertThatThrownBy(builder().location(existing).functions(noApp)::start)
                    .isInstanceOf(InvalidAppException.class);
            assertThatThrownBy(builder().location(written).functions(noApp).listener(new CloudListener() {
                        @Override
                        public void storageStarted(LocalCloud cloud) {
                            container(cloud, "photos");
                        }
                    })::start)
                    .isInstanceOf(InvalidAppException.class);

            assertThat(existing).isDirectoryContaining("glob:**/format");
            assertThat(written).isDirectoryContaining("glob:**/format");
        }

        @Test
        void an_address_of_another_machine_is_named_with_its_service() {
            LocalCloudBuilder builder = builder().queueHost("192.0.2.1");

            AddressUnavailableException refused =
                    catchThrowableOfType(AddressUnavailableException.class, builder::start);

            assertThat(refused.service()).isEqualTo(CloudService.QUEUE);
            assertThat(refused).hasMessageStartingWith("192.0.2.1 is not an address of this machine");
            assertNothingIsOpen();
        }

        @Test
        void a_folder_without_an_app_closes_storage_again() throws IOException {
            Path empty = Files.createDirectories(folder.resolve("secrets"));
            LocalCloudBuilder builder = builder().functions(FunctionApp.in(empty));

            assertThatThrownBy(builder::start)
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContaining(empty.toString());
            assertNothingIsOpen();
        }

        @Test
        void a_function_that_the_app_lacks_is_named_with_those_it_has() {
            LocalCloudBuilder builder = builder().functions(letters().only(List.of("greet", "grete")));

            assertThatThrownBy(builder::start)
                    .isInstanceOf(UnknownFunctionException.class)
                    .hasMessageMatching(
                            "There is no function 'grete' in the app\\. Its functions are: (.*, )?greet(, .*)?\\.");
            assertNothingIsOpen();
        }
    }

    @Nested
    class Given_a_closed_cloud {
        @Test
        void closing_it_again_has_no_effect() {
            List<String> changes = new CopyOnWriteArrayList<>();
            LocalCloud cloud = LocalCloud.builder()
                    .listener(new CloudListener() {
                        @Override
                        public void closed(LocalCloud closed) {
                            changes.add("closed");
                        }
                    })
                    .start();

            cloud.close();
            cloud.close();

            assertThat(changes).containsExactly("closed");
        }

        @Test
        void it_cannot_be_started() {
            LocalCloud cloud = LocalCloud.builder().build();
            cloud.close();

            assertThatThrownBy(cloud::start).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cloud::endpoints).isInstanceOf(IllegalStateException.class);
        }
    }

    private static String answer(LocalCloud cloud, String name) {
        BlobContainerClient answers = container(cloud, "answers");
        Await.until("there is an answer", () -> answers.getBlobClient(name).exists());
        return answers.getBlobClient(name).downloadContent().toString();
    }
}
