namespace SmartCityPia.Domain.Catalogue;

/// <summary>A catalogue file cannot be used. The message is one sentence that names the file, the entry and the reason.</summary>
public sealed class CatalogueException : Exception
{
    /// <param name="file">Name of the file, such as <c>controls.json</c>.</param>
    /// <param name="id">Id of the entry, or null when the file as a whole is meant.</param>
    /// <param name="reason">A clause without a full stop.</param>
    /// <param name="cause">What the reader of the file reported, if anything.</param>
    public CatalogueException(string file, string? id, string reason, Exception? cause = null)
        : base(id is null ? $"Catalogue file {file}: {reason}." : $"Catalogue file {file}, entry {id}: {reason}.", cause)
        => (File, Id, Reason) = (file, id, reason);

    public string File { get; }
    public string? Id { get; }
    public string Reason { get; }
}
