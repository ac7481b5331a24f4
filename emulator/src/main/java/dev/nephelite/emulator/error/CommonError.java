package dev.nephelite.emulator.error;

/**
 * What every storage service may refuse, worded as the services word it.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes">Common error codes</a>
 */
public enum CommonError implements StorageError {
    AUTHENTICATION_FAILED(
            403,
            "AuthenticationFailed",
            "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                    + " including the signature."),
    AUTHORIZATION_FAILURE(403, "AuthorizationFailure", "This request is not authorized to perform this operation."),
    AUTHORIZATION_PERMISSION_MISMATCH(
            403,
            "AuthorizationPermissionMismatch",
            "This request is not authorized to perform this operation using this permission."),
    AUTHORIZATION_PROTOCOL_MISMATCH(
            403,
            "AuthorizationProtocolMismatch",
            "This request is not authorized to perform this operation using this protocol."),
    AUTHORIZATION_RESOURCE_TYPE_MISMATCH(
            403,
            "AuthorizationResourceTypeMismatch",
            "This request is not authorized to perform this operation using this resource type."),
    AUTHORIZATION_SERVICE_MISMATCH(
            403,
            "AuthorizationServiceMismatch",
            "This request is not authorized to perform this operation using this service."),
    AUTHORIZATION_SOURCE_IP_MISMATCH(
            403,
            "AuthorizationSourceIPMismatch",
            "This request is not authorized to perform this operation using this source IP."),
    BOTH_CRC64_AND_MD5_HEADER_PRESENT(
            400, "BothCrc64AndMd5HeaderPresent", "Both x-ms-content-crc64 header and Content-MD5 header are present."),
    CONDITION_HEADERS_NOT_SUPPORTED(400, "ConditionHeadersNotSupported", "Condition headers are not supported."),
    CONDITION_NOT_MET(412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met."),
    CORS_HEADER_MISSING(400, "InvalidHeaderValue", "A required CORS header is not present."),
    CORS_PREFLIGHT_FAILURE(403, "CorsPreflightFailure", "CORS not enabled or no matching rule found for this request."),
    CRC64_MISMATCH(
            400,
            "Crc64Mismatch",
            "The CRC64 value specified in the request did not match with the CRC64 value calculated by the server."),
    EMPTY_METADATA_KEY(400, "EmptyMetadataKey", "The key for one of the metadata key-value pairs is empty."),
    INSUFFICIENT_ACCOUNT_PERMISSIONS(
            403, "InsufficientAccountPermissions", "The account being accessed does not have sufficient permissions."),
    /** The services have no such answer, since their disks do not fill up. */
    INSUFFICIENT_STORAGE(507, "InsufficientStorage", "The disk that holds the data folder is full."),
    SERVER_BUSY(503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request."),
    INTERNAL_ERROR(500, "InternalError", "The server encountered an internal error. Please retry the request."),
    INVALID_AUTHENTICATION_INFO(
            400,
            "InvalidAuthenticationInfo",
            "Authentication information is not given in the correct format. Check the value of Authorization header."),
    INVALID_HEADER_VALUE(
            400, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format."),
    INVALID_INPUT(400, "InvalidInput", "One of the request inputs is not valid."),
    INVALID_HTTP_VERB(400, "InvalidHttpVerb", "The HTTP verb specified was not recognized by the server."),
    INVALID_MD5(
            400,
            "InvalidMd5",
            "The MD5 value specified in the request is invalid. The MD5 value must be 128 bits and Base64-encoded."),
    INVALID_METADATA(
            400, "InvalidMetadata", "The metadata specified is invalid. It has characters that are not permitted."),
    INVALID_QUERY_PARAMETER_VALUE(
            400,
            "InvalidQueryParameterValue",
            "Value for one of the query parameters specified in the request URI is invalid."),
    INVALID_RANGE(416, "InvalidRange", "The range specified is invalid for the current size of the resource."),
    INVALID_RESOURCE_NAME(400, "InvalidResourceName", "The specified resource name contains invalid characters."),
    INVALID_URI(400, "InvalidUri", "The requested URI does not represent any resource on the server."),
    INVALID_XML_DOCUMENT(400, "InvalidXmlDocument", "XML specified is not syntactically valid."),
    INVALID_XML_NODE_VALUE(
            400,
            "InvalidXmlNodeValue",
            "The value provided for one of the XML nodes in the request body was not in the correct format."),
    MD5_MISMATCH(
            400,
            "Md5Mismatch",
            "The MD5 value specified in the request did not match with the MD5 value calculated by the server."),
    METADATA_TOO_LARGE(
            400, "MetadataTooLarge", "The size of the specified metadata exceeds the maximum size permitted."),
    MISSING_CONTENT_LENGTH_HEADER(411, "MissingContentLengthHeader", "Content-Length HTTP header is missing."),
    MISSING_REQUIRED_HEADER(
            400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified."),
    MISSING_REQUIRED_QUERY_PARAMETER(
            400,
            "MissingRequiredQueryParameter",
            "A query parameter that's mandatory for this request is not specified."),
    MISSING_REQUIRED_XML_NODE(400, "MissingRequiredXmlNode", "A required XML node was not specified in the request."),
    MULTIPLE_CONDITION_HEADERS_NOT_SUPPORTED(
            400, "MultipleConditionHeadersNotSupported", "Multiple condition headers are not supported."),
    NOT_IMPLEMENTED(501, "NotImplemented", "The requested operation is not implemented on the specified resource."),
    NO_AUTHENTICATION_INFORMATION(
            401,
            "NoAuthenticationInformation",
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate"
                    + " header."),
    NOT_MODIFIED(304, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met."),
    OUT_OF_RANGE_INPUT(400, "OutOfRangeInput", "One of the request inputs is out of range."),
    OUT_OF_RANGE_NAME_LENGTH(
            400, "OutOfRangeInput", "The specified resource name length is not within the permissible limits."),
    OUT_OF_RANGE_QUERY_PARAMETER_VALUE(
            400,
            "OutOfRangeQueryParameterValue",
            "One of the query parameters specified in the request URI is outside the permissible range."),
    REQUEST_BODY_TOO_LARGE(
            413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit."),
    RESOURCE_NOT_FOUND(404, "ResourceNotFound", "The specified resource does not exist."),
    UNSATISFIABLE_CONDITION(
            400, "UnsatisfiableCondition", "The request includes an unsatisfiable condition for this operation."),
    UNSUPPORTED_HTTP_VERB(405, "UnsupportedHttpVerb", "The resource doesn't support specified Http Verb."),
    UNSUPPORTED_XML_NODE(
            400, "UnsupportedXmlNode", "One of the XML nodes specified in the request body is not supported.");

    private final int status;
    private final String code;
    private final String message;

    CommonError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String message() {
        return message;
    }
}
