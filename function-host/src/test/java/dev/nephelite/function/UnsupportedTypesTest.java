package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.BindingAnnotation;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to functions whose triggers or bindings this host does not have. */
class UnsupportedTypesTest {
    private static final SupportedTypes SUPPORTED = Extensions.STANDARD.supportedTypes();

    private static final String HTTP_OUT = "{\"type\":\"http\",\"name\":\"$return\",\"direction\":\"out\"}";

    @TempDir
    private Path folder = Path.of("");

    /** The bindings that the annotations of the library declare, one for each type and direction. */
    static Stream<BindingDefinition> bindingsOfTheLibrary() throws IOException, URISyntaxException {
        Path library = Path.of(BindingName.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile jar = new JarFile(library.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.startsWith(BindingName.class.getPackageName()) && name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .flatMap(name -> binding(name).stream())
                    .sorted(Comparator.comparing(BindingDefinition::type))
                    .toList()
                    .stream();
        }
    }

    private static Optional<BindingDefinition> binding(String className) {
        try {
            Class<?> type = Class.forName(className);
            return type.isAnnotation() && type != CustomBinding.class
                    ? BindingAnnotation.read(annotation(type.asSubclass(Annotation.class)))
                            .map(UnsupportedTypesTest::definition)
                    : Optional.empty();
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static BindingDefinition definition(BindingAnnotation declared) {
        return new BindingDefinition(
                declared.type(),
                declared.name(),
                Direction.valueOf(declared.direction().toUpperCase(Locale.ROOT)),
                DataType.UNDEFINED,
                declared.attributes());
    }

    /** An annotation as an author writes it who sets only what has to be set. */
    private static Annotation annotation(Class<? extends Annotation> type) {
        return (Annotation) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> value(type, method));
    }

    private static Object value(Class<?> type, Method attribute) {
        if (attribute.getName().equals("annotationType")) {
            return type;
        }
        Object value = attribute.getDefaultValue();
        return value == null ? "x" : value;
    }

    @Test
    void bindingsOfTheLibrary_areSupportedOrAmongThese() throws IOException, URISyntaxException {
        assertThat(bindingsOfTheLibrary()
                        .filter(binding -> !SUPPORTED.contains(binding))
                        .map(BindingDefinition::type)
                        .distinct())
                .containsExactly(
                        "cosmosDB",
                        "cosmosDBTrigger",
                        "eventHub",
                        "eventHubTrigger",
                        "kafka",
                        "kafkaTrigger",
                        "mcpToolTrigger",
                        "sendGrid",
                        "serviceBus",
                        "serviceBusTrigger",
                        "table",
                        "twilioSms");
    }

    @ParameterizedTest
    @MethodSource("bindingsOfTheLibrary")
    void unsupported_namesEveryTypeOfTheLibraryThatIsNotSupportedAndTheRemedy(BindingDefinition binding) {
        FunctionDefinition function = new FunctionDefinition(
                "order",
                "Functions.order",
                binding.isTrigger()
                        ? List.of(binding)
                        : List.of(
                                new BindingDefinition(
                                        "httpTrigger", "request", Direction.IN, DataType.UNDEFINED, Map.of()),
                                binding),
                false,
                null,
                null);

        Optional<String> message = SUPPORTED.unsupported(function).map(FunctionError::message);

        if (SUPPORTED.contains(binding)) {
            assertThat(message).isEmpty();
        } else {
            assertThat(message)
                    .contains(binding.type() + " is not supported here, so this function does not run. To leave it out,"
                            + " set AzureWebJobs.order.Disabled to true.");
        }
    }

    @Test
    void start_logsTheErrorAndRunsTheOtherFunctions() throws IOException, InterruptedException {
        RecordedLog log = new RecordedLog();
        try (SystemClock clock = new SystemClock();
                FunctionHost host = started(clock, log, Map.of())) {
            assertThat(host.errors()).extracting(FunctionError::function).containsExactlyInAnyOrder("bus", "row");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("error Host.Startup: The following 2 functions are in error:"))
                    .singleElement()
                    .asString()
                    .contains(
                            "bus: serviceBusTrigger is not supported here",
                            "row: table is not supported here",
                            "\nSupported are blob, blobTrigger, ");
            assertThat(get(host, "/api/fine")).isEqualTo("fine");
        }
    }

    @Test
    void start_leavesOutADisabledFunction() throws IOException {
        RecordedLog log = new RecordedLog();
        Map<String, String> settings = Map.of("AzureWebJobs.bus.Disabled", "true", "AzureWebJobs_row_Disabled", "1");
        try (SystemClock clock = new SystemClock();
                FunctionHost host = started(clock, log, settings)) {
            assertThat(host.errors()).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.startsWith("error"));
            assertThat(host.functions())
                    .extracting(HostedFunction::name, HostedFunction::disabled)
                    .contains(tuple("bus", true), tuple("row", true));
        }
    }

    private FunctionHost started(SystemClock clock, RecordedLog log, Map<String, String> settings) throws IOException {
        Map<String, String> bindings = new LinkedHashMap<>();
        bindings.put("fine", "{\"type\":\"httpTrigger\",\"name\":\"request\"}," + HTTP_OUT);
        bindings.put("bus", "{\"type\":\"serviceBusTrigger\",\"name\":\"request\",\"queueName\":\"orders\"}");
        bindings.put(
                "row",
                "{\"type\":\"httpTrigger\",\"name\":\"request\"},{\"type\":\"table\",\"name\":\"row\"}," + HTTP_OUT);
        BoundApp.stage(folder, bindings, Functions.class);
        AppLocation location = new AppLocation(
                folder, settings, Map.of(), List.of(new JavaRuntime(folder, settings, List.of(), true)), SUPPORTED);
        FunctionHost host = new FunctionHost(HostOptions.builder(
                        TestApp.loader(location.load(progress -> {})), Clocks.single(clock), RandomIds.unseeded())
                .log(log)
                .build());
        host.start();
        return host;
    }

    private static String get(FunctionHost host, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(host.url() + path)).build(), BodyHandlers.ofString());
        return response.body();
    }

    /** One function that runs and two that cannot. */
    public static final class Functions {
        public String fine(@CustomBinding(name = "request", type = "httpTrigger", direction = "in") String request) {
            return "fine";
        }

        public void bus(
                @CustomBinding(name = "request", type = "serviceBusTrigger", direction = "in") String request) {}

        public String row(
                @CustomBinding(name = "request", type = "httpTrigger", direction = "in") String request,
                @CustomBinding(name = "row", type = "table", direction = "in") String row) {
            return row;
        }
    }
}
