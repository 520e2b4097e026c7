using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>One decision that somebody else took meanwhile.</summary>
/// <param name="Id">Of its tick on the page.</param>
public sealed record ConflictLine(string Id, string Name, DecidedMeanwhile Theirs);

/// <summary>What others decided meanwhile, beside what was about to be saved.</summary>
public sealed record DecidedConflict(FindingDispositionDetails Mine, Dossier Dossier, IReadOnlyList<ConflictLine> Lines);
