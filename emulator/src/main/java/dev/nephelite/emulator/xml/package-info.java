/**
 * XML of the storage services. {@link XmlWriter} writes responses, {@link XmlElement} parses requests; start at either.
 * Document type definitions are not read and entities are not resolved.
 */
@NullMarked
package dev.nephelite.emulator.xml;

import org.jspecify.annotations.NullMarked;
