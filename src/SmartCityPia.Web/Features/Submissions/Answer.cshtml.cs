using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The vendor answers one question, or says what it did about one correction.</summary>
public sealed class AnswerModel : RowPage<DescriptionRemark, AnswerDetails>
{
    public DescriptionRemark Remark => Rows.First(r => r.Id == Id);

    /// <summary>Where the item is that it is about.</summary>
    public string Place => At(Remark.RowId is { } row && DescriptionRows.Of(Dossier).FirstOrDefault(r => r.Id == row) is { } found ? found switch
    {
        Domain.Dossiers.Purpose => $"purposes/{row}",
        Domain.Dossiers.PeopleGroup => $"groups/{row}",
        Domain.Dossiers.Stakeholder => $"stakeholders/{row}",
        Domain.Dossiers.Dataset => $"datasets/{row}",
        Domain.Dossiers.DataItem item => $"data/{item.DatasetId}/items/{row}",
        _ => $"flows/{row}",
    } : Remark.Step.ToString().ToLowerInvariant());

    protected override IReadOnlyList<DescriptionRemark> Rows => Remarks;

    /// <summary>Only what the city asked can be answered: the vendor adds none.</summary>
    protected override bool ParentExists => Rows.Any(r => r.Id == Id);

    protected override DescriptionRemark NewRow(Guid id) => Remark;

    protected override string Back => "";

    protected override string NameOf(AnswerDetails details) => Remark.Text.Length > 100 ? Remark.Text[..100] + "…" : Remark.Text;

    public override Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(NotFound());
}
