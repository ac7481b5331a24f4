package dev.nephelite.function.worker.rpc;

import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.FunctionMetadata.BindingMetadata;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.ContentForm;
import dev.nephelite.function.worker.Worker.LoadError;
import dev.nephelite.function.worker.WorkerApp;
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
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Translates an app, and what a worker says of it, to messages and back. */
public final class AppMessages {
    private AppMessages() {}

    /**
     * Asks a worker to load an app.
     *
     * @param functionIds the ids of the functions, by name
     * @param trusted the certificate of a server that clients of the app trust besides those that the JDK trusts, in
     *     base64; null if there is none
     */
    public static AppLoadRequest request(
            String appId, WorkerApp app, Map<String, String> functionIds, @Nullable String trusted) {
        AppLoadRequest.Builder request = AppLoadRequest.newBuilder()
                .setAppId(appId)
                .setRoot(app.root().toAbsolutePath().toString())
                .putAllSettings(app.settings());
        if (trusted != null) {
            request.setTrustedCertificate(trusted);
        }
        app.code().forEach(path -> request.addCode(path.toAbsolutePath().toString()));
        for (FunctionMetadata function : app.functions()) {
            @Nullable String id = functionIds.get(function.name());
            if (id != null) {
                request.addFunctions(
                        FunctionLoadRequest.newBuilder().setFunctionId(id).setMetadata(metadata(function)));
            }
        }
        return request.build();
    }

    private static RpcFunctionMetadata metadata(FunctionMetadata function) {
        RpcFunctionMetadata.Builder metadata =
                RpcFunctionMetadata.newBuilder().setName(function.name()).setEntryPoint(function.entryPoint());
        if (function.scriptFile() != null) {
            metadata.setScriptFile(function.scriptFile().toString());
        }
        for (BindingMetadata binding : function.bindings()) {
            metadata.putBindings(
                    binding.name(),
                    BindingInfo.newBuilder()
                            .setType(binding.type())
                            .setDirection(binding.output() ? BindingInfo.Direction.out : BindingInfo.Direction.in)
                            .setDataType(
                                    binding.binary() ? BindingInfo.DataType.binary : BindingInfo.DataType.undefined)
                            .build());
        }
        return metadata.build();
    }

    /** The app that a request asks to load. */
    public static WorkerApp app(AppLoadRequest request) {
        return new WorkerApp(
                Path.of(request.getRoot()),
                request.getCodeList().stream().map(Path::of).toList(),
                request.getSettingsMap(),
                request.getFunctionsList().stream()
                        .map(function -> function(function.getMetadata()))
                        .toList());
    }

    private static FunctionMetadata function(RpcFunctionMetadata metadata) {
        String script = metadata.getScriptFile();
        return new FunctionMetadata(
                metadata.getName(),
                metadata.getEntryPoint(),
                script.isEmpty() ? null : Path.of(script),
                metadata.getBindingsMap().entrySet().stream()
                        .map(binding -> binding(binding.getKey(), binding.getValue()))
                        .toList());
    }

    private static BindingMetadata binding(String name, BindingInfo info) {
        return new BindingMetadata(
                info.getType(),
                name,
                info.getDirection() != BindingInfo.Direction.in,
                info.getDataType() == BindingInfo.DataType.binary);
    }

    /**
     * What a worker that has loaded an app says of it.
     *
     * @param triggerMetadata what a function reads of the metadata of its trigger
     */
    public static AppLoadResponse response(
            AppLoadRequest request,
            Worker worker,
            List<LoadError> errors,
            Function<String, Set<String>> triggerMetadata) {
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
                    .addAllPortabilityWarnings(worker.portabilityWarnings(metadata.getName()))
                    .addAllTriggerMetadata(triggerMetadata.apply(metadata.getName()));
            metadata.getBindingsMap()
                    .keySet()
                    .forEach(binding -> loaded.putContentForms(
                            binding, contentForm(worker.contentForm(metadata.getName(), binding))));
            response.addFunctions(loaded);
        }
        return response.build();
    }

    public static ContentForm contentForm(AppLoadResponse.ContentForm form) {
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
}
