package dev.nephelite.emulator.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The refusal of one request. It is an answer and not a bug, so it carries no stack trace. */
public final class StorageException extends RuntimeException {
    private final transient StorageError error;
    private transient String message;
    private final transient Map<String, String> details = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * Refuses a request.
     *
     * @param details extra elements of the error body, in this order
     */
    public StorageException(StorageError error, Map<String, String> details) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
        this.message = error.message();
        this.details.putAll(details);
    }

    /** Refuses a request because of the value of one header. */
    public static StorageException invalidHeader(String name, Object value) {
        return CommonError.INVALID_HEADER_VALUE
                .exception()
                .detail("HeaderName", name)
                .detail("HeaderValue", value);
    }

    /** Refuses a request that lacks a header. */
    public static StorageException missingHeader(String name) {
        return CommonError.MISSING_REQUIRED_HEADER.exception().detail("HeaderName", name);
    }

    /** Refuses a request because of the value of one query parameter. */
    public static StorageException invalidQueryParameter(String name, Object value) {
        return CommonError.INVALID_QUERY_PARAMETER_VALUE
                .exception()
                .detail("QueryParameterName", name)
                .detail("QueryParameterValue", value);
    }

    /** Refuses a request because of a query parameter whose value is outside of these bounds, both included. */
    public static StorageException queryParameterOutOfRange(String name, Object value, long minimum, long maximum) {
        return CommonError.OUT_OF_RANGE_QUERY_PARAMETER_VALUE
                .exception()
                .detail("QueryParameterName", name)
                .detail("QueryParameterValue", value)
                .detail("MinimumAllowed", minimum)
                .detail("MaximumAllowed", maximum);
    }

    /** Refuses a client that failed to authenticate, and says why. */
    public static StorageException authenticationFailed(String detail) {
        return CommonError.AUTHENTICATION_FAILED.exception().detail("AuthenticationErrorDetail", detail);
    }

    /** Refuses a request because of the text of one XML element in its body. */
    public static StorageException invalidXmlNode(String name, String text) {
        return CommonError.INVALID_XML_NODE_VALUE
                .exception()
                .detail("XmlNodeName", name)
                .detail("XmlNodeValue", text);
    }

    /** Refuses a request whose body lacks an XML element. */
    public static StorageException missingXmlNode(String name) {
        return CommonError.MISSING_REQUIRED_XML_NODE.exception().detail("XmlNodeName", name);
    }

    /** Says what is wrong in other words than the error does, where the service has words for the very case. */
    public StorageException message(String words) {
        message = words;
        return this;
    }

    /** The sentence a person reads. */
    public String message() {
        return message;
    }

    /** Adds an element to the error body, behind those that are there. */
    public StorageException detail(String name, Object value) {
        details.put(name, value.toString());
        return this;
    }

    /** Adds a header that the answer must bear. */
    public StorageException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Headers the answer must bear. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    public StorageError error() {
        return error;
    }

    /** Extra elements of the error body, in order. */
    public Map<String, String> details() {
        return Collections.unmodifiableMap(details);
    }
}
