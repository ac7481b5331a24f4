package dev.nephelite.function.worker.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.Invocation.Attempt;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Usage;
import dev.nephelite.worker.protocol.ColdStart;
import dev.nephelite.worker.protocol.HeaderValue;
import dev.nephelite.worker.protocol.InvocationRequest;
import dev.nephelite.worker.protocol.InvocationResponse;
import dev.nephelite.worker.protocol.InvocationUsage;
import dev.nephelite.worker.protocol.ParameterBinding;
import dev.nephelite.worker.protocol.RetryContext;
import dev.nephelite.worker.protocol.RpcException;
import dev.nephelite.worker.protocol.RpcHttp;
import dev.nephelite.worker.protocol.RpcLog;
import dev.nephelite.worker.protocol.RpcTraceContext;
import dev.nephelite.worker.protocol.SdkCall;
import dev.nephelite.worker.protocol.StatusResult;
import dev.nephelite.worker.protocol.StatusResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Translates one invocation and its result to messages and back. Values that are streams go through a content exchange. */
public final class RpcValues {
    private final ContentExchange contents;
    private final List<Long> offered = new ArrayList<>();

    public RpcValues(ContentExchange contents) {
        this.contents = contents;
    }

    /** Completes when all streams in the messages that were made here have been sent. */
    public CompletableFuture<Void> sent() {
        return CompletableFuture.allOf(offered.stream().map(contents::sent).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * The message that starts an invocation.
     *
     * @param functionId the id under which the worker has loaded the function
     */
    public InvocationRequest request(Invocation invocation, String functionId) {
        InvocationRequest.Builder request = InvocationRequest.newBuilder()
                .setInvocationId(invocation.id().toString())
                .setFunctionId(functionId)
                .setTraceContext(RpcTraceContext.newBuilder()
                        .setTraceParent(invocation.trace().parent())
                        .setTraceState(invocation.trace().state()));
        invocation.inputs().forEach((name, value) -> request.addInputData(binding(name, value)));
        invocation.triggerMetadata().forEach((name, value) -> request.putTriggerMetadata(name, message(value)));
        Attempt attempt = invocation.attempt();
        if (attempt != null) {
            request.setRetryContext(retry(attempt));
        }
        return request.build();
    }

    /** Reads an invocation from its message. */
    public Invocation invocation(InvocationRequest request, String functionName) {
        Map<String, TypedData> inputs = new HashMap<>();
        request.getInputDataList().forEach(input -> inputs.put(input.getName(), value(input.getData())));
        Map<String, TypedData> metadata = new HashMap<>();
        request.getTriggerMetadataMap().forEach((name, data) -> metadata.put(name, value(data)));
        RpcTraceContext trace = request.getTraceContext();
        return new Invocation(
                UUID.fromString(request.getInvocationId()),
                functionName,
                inputs,
                metadata,
                new Trace(trace.getTraceParent(), trace.getTraceState()),
                request.hasRetryContext() ? attempt(request.getRetryContext()) : null);
    }

    /**
     * The message that ends an invocation.
     *
     * @param usage null if it is not known
     */
    public InvocationResponse response(String invocationId, InvocationResult result, @Nullable Usage usage) {
        InvocationResponse.Builder response = InvocationResponse.newBuilder().setInvocationId(invocationId);
        if (usage != null) {
            response.setUsage(message(usage));
        }
        if (result instanceof InvocationResult.Success success) {
            success.outputs().forEach((name, value) -> response.addOutputData(binding(name, value)));
            return response.setReturnValue(message(success.returnValue()))
                    .setResult(StatusResult.newBuilder().setStatus(Status.Success))
                    .build();
        }
        InvocationResult.Failure failure = (InvocationResult.Failure) result;
        return response.setResult(
                        StatusResult.newBuilder().setStatus(Status.Failure).setException(exception(failure)))
                .build();
    }

    /** Reads the result of an invocation from its message. */
    public InvocationResult result(InvocationResponse response) {
        if (response.getResult().getStatus() == Status.Success) {
            Map<String, TypedData> outputs = new HashMap<>();
            response.getOutputDataList().forEach(output -> outputs.put(output.getName(), value(output.getData())));
            return new InvocationResult.Success(value(response.getReturnValue()), outputs);
        }
        return failure(response.getResult().getException());
    }

    /**
     * Reads what an invocation used from its message; empty if the worker does not say.
     *
     * @param starting how long it took to start the process of the worker
     */
    public static Optional<Usage> usage(InvocationResponse response, Duration starting) {
        if (!response.hasUsage()) {
            return Optional.empty();
        }
        InvocationUsage usage = response.getUsage();
        return Optional.of(new Usage(
                Duration.ofNanos(usage.getCpuNanos()),
                usage.getAllocatedBytes(),
                usage.hasColdStart() ? coldStart(usage.getColdStart(), starting) : null,
                usage.getSdkCallsList().stream().map(RpcValues::sdkCall).toList()));
    }

    private static Usage.SdkCall sdkCall(SdkCall call) {
        return new Usage.SdkCall(
                call.getName(),
                call.getKind(),
                call.getSpanId(),
                call.getParentSpanId(),
                Duration.ofNanos(call.getStartNanos()),
                Duration.ofNanos(call.getDurationNanos()),
                call.getAttributesMap(),
                call.getError().isEmpty() ? null : call.getError());
    }

    private static SdkCall message(Usage.SdkCall call) {
        return SdkCall.newBuilder()
                .setName(call.name())
                .setKind(call.kind())
                .setSpanId(call.spanId())
                .setParentSpanId(call.parentSpanId())
                .setStartNanos(call.start().toNanos())
                .setDurationNanos(call.duration().toNanos())
                .putAllAttributes(call.attributes())
                .setError(Objects.requireNonNullElse(call.error(), ""))
                .build();
    }

    private static Usage.ColdStart coldStart(ColdStart coldStart, Duration starting) {
        return new Usage.ColdStart(
                starting,
                Duration.ofNanos(coldStart.getLoadingNanos()),
                Duration.ofNanos(coldStart.getInjectionNanos()),
                Duration.ofNanos(coldStart.getCallNanos()));
    }

    private static InvocationUsage message(Usage usage) {
        InvocationUsage.Builder message = InvocationUsage.newBuilder()
                .setCpuNanos(usage.cpu().toNanos())
                .setAllocatedBytes(usage.allocatedBytes());
        usage.sdkCalls().forEach(call -> message.addSdkCalls(message(call)));
        Usage.@Nullable ColdStart coldStart = usage.coldStart();
        if (coldStart != null) {
            message.setColdStart(ColdStart.newBuilder()
                    .setLoadingNanos(coldStart.loading().toNanos())
                    .setInjectionNanos(coldStart.injection().toNanos())
                    .setCallNanos(coldStart.call().toNanos()));
        }
        return message.build();
    }

    public static RpcLog.Level level(LogLevel level) {
        return switch (level) {
            case TRACE -> RpcLog.Level.Trace;
            case DEBUG -> RpcLog.Level.Debug;
            case INFORMATION -> RpcLog.Level.Information;
            case WARNING -> RpcLog.Level.Warning;
            case ERROR -> RpcLog.Level.Error;
            case CRITICAL -> RpcLog.Level.Critical;
            case NONE -> RpcLog.Level.None;
        };
    }

    public static LogLevel level(RpcLog.Level level) {
        return switch (level) {
            case Trace -> LogLevel.TRACE;
            case Debug -> LogLevel.DEBUG;
            case Information, None, UNRECOGNIZED -> LogLevel.INFORMATION;
            case Warning -> LogLevel.WARNING;
            case Error -> LogLevel.ERROR;
            case Critical -> LogLevel.CRITICAL;
        };
    }

    private ParameterBinding binding(String name, TypedData value) {
        return ParameterBinding.newBuilder()
                .setName(name)
                .setData(message(value))
                .build();
    }

    private static RetryContext retry(Attempt attempt) {
        RetryContext.Builder retry =
                RetryContext.newBuilder().setRetryCount(attempt.number()).setMaxRetryCount(attempt.maximum());
        InvocationResult.@Nullable Failure last = attempt.lastFailure();
        if (last != null) {
            retry.setException(exception(last));
        }
        return retry.build();
    }

    private static Attempt attempt(RetryContext retry) {
        return new Attempt(
                retry.getRetryCount(),
                retry.getMaxRetryCount(),
                retry.hasException() ? failure(retry.getException()) : null);
    }

    private static RpcException exception(InvocationResult.Failure failure) {
        return RpcException.newBuilder()
                .setMessage(failure.message())
                .setStackTrace(failure.stackTrace())
                .setCompleteStackTrace(failure.completeStackTrace())
                .build();
    }

    /** Official workers send one stack trace. */
    private static InvocationResult.Failure failure(RpcException exception) {
        String complete = exception.getCompleteStackTrace();
        return new InvocationResult.Failure(
                exception.getMessage(),
                exception.getStackTrace(),
                complete.isEmpty() ? exception.getStackTrace() : complete);
    }

    private dev.nephelite.worker.protocol.TypedData message(TypedData value) {
        dev.nephelite.worker.protocol.TypedData.Builder data = dev.nephelite.worker.protocol.TypedData.newBuilder();
        if (value instanceof TypedData.Text text) {
            data.setString(text.value());
        } else if (value instanceof TypedData.Json json) {
            data.setJson(json.value());
        } else if (value instanceof TypedData.Int integer) {
            data.setInt(integer.value());
        } else if (value instanceof TypedData.Real real) {
            data.setDouble(real.value());
        } else if (value instanceof TypedData.Bytes bytes) {
            data.setBytes(UnsafeByteOperations.unsafeWrap(bytes.value()));
        } else if (value instanceof TypedData.Stream stream) {
            long id = contents.offer(stream.content());
            offered.add(id);
            data.setContentId(id);
        } else if (value instanceof TypedData.Request request) {
            data.setHttp(http(request));
        } else if (value instanceof TypedData.Response response) {
            data.setHttp(http(response));
        }
        return data.build();
    }

    private TypedData value(dev.nephelite.worker.protocol.TypedData data) {
        return switch (data.getDataCase()) {
            case STRING -> new TypedData.Text(data.getString());
            case JSON -> new TypedData.Json(data.getJson());
            case BYTES -> new TypedData.Bytes(bytes(data.getBytes()));
            case STREAM -> new TypedData.Bytes(bytes(data.getStream()));
            case INT -> new TypedData.Int(data.getInt());
            case DOUBLE -> new TypedData.Real(data.getDouble());
            case CONTENT_ID -> new TypedData.Stream(contents.accept(data.getContentId()));
            case HTTP -> http(data.getHttp());
            case DATA_NOT_SET -> TypedData.NONE;
            case COLLECTION_BYTES,
                    COLLECTION_STRING,
                    COLLECTION_DOUBLE,
                    COLLECTION_SINT64,
                    MODEL_BINDING_DATA,
                    COLLECTION_MODEL_BINDING_DATA ->
                throw new IllegalArgumentException("A value of the kind " + data.getDataCase() + " is not supported.");
        };
    }

    private static byte[] bytes(ByteString bytes) {
        return bytes.toByteArray();
    }

    private RpcHttp http(TypedData.Request request) {
        return RpcHttp.newBuilder()
                .setMethod(request.method())
                .setUrl(request.url())
                .putAllHeaders(request.headers())
                .putAllQuery(request.query())
                .putAllParams(request.routeValues())
                .setBody(message(request.body()))
                .build();
    }

    private RpcHttp http(TypedData.Response response) {
        RpcHttp.Builder http = RpcHttp.newBuilder()
                .setStatusCode(Integer.toString(response.status()))
                .setBody(message(response.body()));
        response.headers()
                .forEach((name, values) -> values.forEach(value -> http.addHeaderValues(
                        HeaderValue.newBuilder().setName(name).setValue(value))));
        return http.build();
    }

    /** A request has a method, a response has none. */
    private TypedData http(RpcHttp http) {
        if (!http.getMethod().isEmpty()) {
            return new TypedData.Request(
                    http.getMethod(),
                    http.getUrl(),
                    http.getHeadersMap(),
                    http.getQueryMap(),
                    http.getParamsMap(),
                    value(http.getBody()));
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        http.getHeadersMap().forEach((name, value) -> headers.put(name, List.of(value)));
        http.getHeaderValuesList()
                .forEach(header -> headers.computeIfAbsent(header.getName(), first -> new ArrayList<>())
                        .add(header.getValue()));
        String status = http.getStatusCode();
        return new TypedData.Response(
                status.isEmpty() ? 200 : Integer.parseInt(status), headers, value(http.getBody()));
    }
}
