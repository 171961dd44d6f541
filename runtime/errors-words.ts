/** An error in the words of a dialect, ready for its body. */
export interface ErrorWords {
  message: string;
  type?: string;
  code?: string;
  /** The code of a field that cannot be carried, by which clients know how to go on without it. */
  reason?: string;
  param?: string;
  status: number;
  request_id?: string;
}
