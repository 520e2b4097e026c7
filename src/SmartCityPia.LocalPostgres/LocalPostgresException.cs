namespace SmartCityPia.LocalPostgres;

/// <summary>The private cluster can't be used. The message is one sentence for the person who started the program.</summary>
public sealed class LocalPostgresException(string message, Exception? innerException = null)
    : Exception(message, innerException);
