package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.xml.XmlWriter;

/** Responses with an XML document. Client libraries fail to read one without a content type. */
public final class XmlResponse {
    private XmlResponse() {}

    public static Response of(int status, XmlWriter document) {
        return Response.of(status).header("Content-Type", "application/xml").body(Body.bytes(document.bytes()));
    }
}
