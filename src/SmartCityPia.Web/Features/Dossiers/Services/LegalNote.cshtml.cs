using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Services;

public sealed class LegalNoteModel(SaveRow<LegalNote, LegalNoteDetails> save) : RowPage<LegalNote, LegalNoteDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    protected override IReadOnlyList<LegalNote> Rows => Dossier.LegalNotes;

    protected override LegalNote NewRow(Guid id) => new() { Id = id, OwnerId = Assessment.Id };

    protected override string Back => "service#legalnotes";

    protected override string NameOf(LegalNoteDetails details) => details.Title;
}
