/**
 * The control plane for coding agents: a server of the Model Context Protocol. Start at {@link McpTools}, the table of what agents can
 * do. A tool asks the operations of the control plane, as any other client does.
 */
@NullMarked
package dev.nephelite.cloud.control.mcp;

import org.jspecify.annotations.NullMarked;
