package io.alternatefutures.cli.project;

import picocli.CommandLine.Command;

/** {@code af projects}: the parent of the commands about projects. */
@Command(
    name = "projects",
    description = {
      "Create, list, choose and delete projects; say what they may reach.",
      "",
      "A project is a set of functions with tokens and a sandbox process of its own. A token opens"
          + " its own project and those made with it."
    },
    footer = {
      "",
      "Examples:",
      "  af projects create --name shop",
      "  af projects use --name shop",
      "  AF_PROJECT_ID=prj_0123 af functions list"
    })
public final class ProjectsCommand {}
