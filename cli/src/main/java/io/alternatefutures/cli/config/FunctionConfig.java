package io.alternatefutures.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One function of {@code af.config.json}.
 *
 * @param type what its owner calls it; kept for people, nothing depends on it
 * @param routes its routes as written; empty when it names none
 */
public record FunctionConfig(String name, String type, Optional<JsonNode> routes) {}
