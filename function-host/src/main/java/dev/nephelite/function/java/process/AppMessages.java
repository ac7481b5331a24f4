package dev.nephelite.function.java.process;

import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.ContentForm;
import dev.nephelite.worker.protocol.AppLoadRequest;
import dev.nephelite.worker.protocol.AppLoadResponse;
import dev.nephelite.worker.protocol.AppLoadResponse.LoadedFunction;
import dev.nephelite.worker.protocol.BindingInfo;
import dev.nephelite.worker.protocol.FunctionLoadRequest;
import dev.nephelite.worker.protocol.RpcFunctionMetadata;
import dev.nephelite.worker.protocol.StatusResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates an app, and what a worker says of it, to messages and back. */
final class AppMessages {
    private AppMessages() {}

    /**
     * Asks a worker to load an app.
     *
     * @param functionIds the ids of the functions that are to be loaded, by name
     * @param trusted which servers clients of the app trust; null for those that the JDK trusts
     */
    static AppLoadRequest request(String appId, App app, Map<String, String> functionIds, @Nullable ClientTls trusted) {
        AppLoadRequest.Builder request = AppLoadRequest.newBuilder()
                .setAppId(appId)
                .setRoot(app.root().toAbsolutePath().toString())
                .putAllSettings(app.settings().outsideEnvironment());
        if (trusted != null) {
            request.setTrustedCertificate(trusted.certificate());
        }
        app.code().forEach(path -> request.addCode(path.toAbsolutePath().toString()));
        for (FunctionDefinition function : app.runnableFunctions()) {
            String id = functionIds.get(function.name());
            if (id != null) {
                request.addFunctions(
                        FunctionLoadRequest.newBuilder().setFunctionId(id).setMetadata(metadata(function)));
            }
        }
        return request.build();
    }

    private static RpcFunctionMetadata metadata(FunctionDefinition function) {
        RpcFunctionMetadata.Builder metadata = RpcFunctionMetadata.newBuilder()
                .setName(function.name())
                .setEntryPoint(function.entryPoint())
                .setLanguage("java");
        for (BindingDefinition binding : function.bindings()) {
            BindingInfo.Builder info = BindingInfo.newBuilder()
                    .setType(binding.type())
                    .setDirection(direction(binding.direction()))
                    .setDataType(dataType(binding.dataType()));
            binding.attributes().forEach((name, value) -> info.putProperties(name, String.valueOf(value)));
            metadata.putBindings(binding.name(), info.build());
        }
        return metadata.build();
    }

    /** The app as far as a worker needs it: its functions, code and settings. */
    static App app(AppLoadRequest request) {
        return new App(
                Path.of(request.getRoot()),
                HostSettings.defaults(),
                AppSettings.of(Map.of(), request.getSettingsMap(), Map.of()),
                LocalHttp.UNSPECIFIED,
                request.getFunctionsList().stream()
                        .map(function -> function(function.getMetadata()))
                        .toList(),
                request.getCodeList().stream().map(Path::of).toList(),
                List.of());
    }

    private static FunctionDefinition function(RpcFunctionMetadata metadata) {
        List<BindingDefinition> bindings = metadata.getBindingsMap().entrySet().stream()
                .map(binding -> binding(binding.getKey(), binding.getValue()))
                .toList();
        return new FunctionDefinition(metadata.getName(), metadata.getEntryPoint(), bindings, false, null, null);
    }

    private static BindingDefinition binding(String name, BindingInfo info) {
        return new BindingDefinition(
                info.getType(),
                name,
                direction(info.getDirection()),
                dataType(info.getDataType()),
                Map.copyOf(info.getPropertiesMap()));
    }

    /** What a worker that has loaded an app says of it. */
    static AppLoadResponse response(AppLoadRequest request, Worker worker, List<FunctionError> errors) {
        AppLoadResponse.Builder response = AppLoadResponse.newBuilder()
                .setResult(StatusResult.newBuilder().setStatus(StatusResult.Status.Success))
                .addAllWarnings(worker.warnings());
        Map<String, String> messages = new HashMap<>();
        errors.forEach(error -> messages.putIfAbsent(error.function(), error.message()));
        for (FunctionLoadRequest function : request.getFunctionsList()) {
            RpcFunctionMetadata metadata = function.getMetadata();
            LoadedFunction.Builder loaded = LoadedFunction.newBuilder()
                    .setFunctionId(function.getFunctionId())
                    .setError(messages.getOrDefault(metadata.getName(), ""))
                    .addAllPortabilityWarnings(worker.portabilityWarnings(metadata.getName()));
            metadata.getBindingsMap()
                    .keySet()
                    .forEach(binding -> loaded.putContentForms(
                            binding, contentForm(worker.contentForm(metadata.getName(), binding))));
            response.addFunctions(loaded);
        }
        return response.build();
    }

    static ContentForm contentForm(AppLoadResponse.ContentForm form) {
        return switch (form) {
            case VALUE, UNRECOGNIZED -> ContentForm.VALUE;
            case BYTES -> ContentForm.BYTES;
            case STREAM -> ContentForm.STREAM;
        };
    }

    private static AppLoadResponse.ContentForm contentForm(ContentForm form) {
        return switch (form) {
            case VALUE -> AppLoadResponse.ContentForm.VALUE;
            case BYTES -> AppLoadResponse.ContentForm.BYTES;
            case STREAM -> AppLoadResponse.ContentForm.STREAM;
        };
    }

    private static BindingInfo.Direction direction(Direction direction) {
        return switch (direction) {
            case IN -> BindingInfo.Direction.in;
            case OUT -> BindingInfo.Direction.out;
            case INOUT -> BindingInfo.Direction.inout;
        };
    }

    private static Direction direction(BindingInfo.Direction direction) {
        return switch (direction) {
            case in, UNRECOGNIZED -> Direction.IN;
            case out -> Direction.OUT;
            case inout -> Direction.INOUT;
        };
    }

    private static BindingInfo.DataType dataType(DataType type) {
        return switch (type) {
            case UNDEFINED -> BindingInfo.DataType.undefined;
            case STRING -> BindingInfo.DataType.string;
            case BINARY -> BindingInfo.DataType.binary;
            case STREAM -> BindingInfo.DataType.stream;
        };
    }

    private static DataType dataType(BindingInfo.DataType type) {
        return switch (type) {
            case undefined, UNRECOGNIZED -> DataType.UNDEFINED;
            case string -> DataType.STRING;
            case binary -> DataType.BINARY;
            case stream -> DataType.STREAM;
        };
    }
}
