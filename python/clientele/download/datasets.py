"""The public datasets that can be fetched: one entry each, and nothing else to write."""

from dataclasses import dataclass

from clientele.download.content import Content


@dataclass(frozen=True)
class DataFile:
    """One file that a dataset leaves in the data folder.

    Attributes:
        name: its name there.
        member: its path inside the downloaded archive; None: the download is the file itself.
        sha256: the checksum of its bytes; None where nobody has published one.
        content: what its cells should be, for a file whose bytes differ.

    """

    name: str
    member: str | None
    sha256: str | None
    content: Content | None

    def __post_init__(self) -> None:
        """Refuse an entry that nothing could verify."""
        if self.sha256 is None and self.content is None:
            raise ValueError(f"{self.name!r} needs a sha256, a content, or both")


@dataclass(frozen=True)
class Dataset:
    """A public dataset: where it is and how to know it.

    Attributes:
        name: what the user types.
        title: what its publisher calls it.
        licence: under which terms it is published.
        page: the page that a browser opens.
        url: where it is fetched; None where a log-in is needed, so that only a person can.
        download: the name that a browser gives to the download.
        download_bytes: its size, for servers that do not tell; None: unknown.
        files: what it leaves in the data folder.

    """

    name: str
    title: str
    licence: str
    page: str
    url: str | None
    download: str
    download_bytes: int | None
    files: tuple[DataFile, ...]


ONLINE_RETAIL = Dataset(
    name="online_retail",
    title="UCI Online Retail",
    licence="CC BY 4.0",
    page="https://archive.ics.uci.edu/dataset/352/online+retail",
    url="https://archive.ics.uci.edu/static/public/352/online+retail.zip",
    download="online+retail.zip",
    download_bytes=23_715_478,
    files=(
        DataFile(
            name="Online Retail.xlsx",
            member="Online Retail.xlsx",
            # UCI publishes no checksum. This one, of a workbook of 23,715,344 bytes, is what many
            # unrelated public projects recorded for their own downloads.
            sha256="43465a06f2ccf7c8b5bd2892bc7defb52f97487934fe93b16ae4c3936424676d",
            # Computed from a Parquet copy of all cells; its counts are those of the publications.
            content=Content(
                columns={
                    "InvoiceNo": "code",
                    "StockCode": "code",
                    "Description": "code",  # product 20713 is described as the number 20713
                    "Quantity": "number",
                    "InvoiceDate": "timestamp",
                    "UnitPrice": "number",
                    "CustomerID": "code",
                    "Country": "text",
                },
                rows=541_909,
                fingerprint="02f1321bd55383cee003b3d3a0ade915",
            ),
        ),
    ),
)

CUSTOMER_PERSONALITY = Dataset(
    name="customer_personality",
    title="Customer Personality Analysis",
    licence="CC0",
    page="https://www.kaggle.com/datasets/imakash3011/customer-personality-analysis",
    url=None,
    download="archive.zip",
    download_bytes=None,
    files=(
        DataFile(
            name="marketing_campaign.csv",
            member="marketing_campaign.csv",
            sha256=None,
            # Computed from a Parquet copy of all cells; its counts are those of the publications.
            content=Content(
                columns={
                    "ID": "code",
                    "Education": "text",
                    "Marital_Status": "text",
                    "Dt_Customer": "text",
                    **dict.fromkeys(
                        [
                            *("Year_Birth", "Income", "Kidhome", "Teenhome", "Recency"),
                            *("MntWines", "MntFruits", "MntMeatProducts"),
                            *("MntFishProducts", "MntSweetProducts", "MntGoldProds"),
                            *("NumDealsPurchases", "NumWebPurchases", "NumCatalogPurchases"),
                            *("NumStorePurchases", "NumWebVisitsMonth"),
                            *("AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3"),
                            *("AcceptedCmp4", "AcceptedCmp5", "Complain", "Response"),
                        ],
                        "number",
                    ),
                },
                rows=2_240,
                fingerprint="7682222e29f3b19404cab554fc4e36fc",
            ),
        ),
    ),
)

DATASETS = {dataset.name: dataset for dataset in (ONLINE_RETAIL, CUSTOMER_PERSONALITY)}
