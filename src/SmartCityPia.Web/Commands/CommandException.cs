namespace SmartCityPia.Web.Commands;

/// <summary>A command failed for a reason the user can fix. The message is one sentence.</summary>
internal sealed class CommandException(string message) : Exception(message);
