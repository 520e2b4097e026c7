namespace SmartCityPia.Web.Commands;

/// <summary>A command cannot do what it was asked. The message is one sentence for the person at the console.</summary>
internal sealed class CommandException(string message) : Exception(message);
